package org.tributary.attribute;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.tributary.influence.ContributorKey;
import org.tributary.influence.FlatShares;
import org.tributary.influence.ShareSpread;
import org.tributary.influence.Shares;
import org.tributary.schemas.policy.PayRule;

/**
 * What turns the values of one (log date, model) into shares. Entry i of every array belongs to the
 * contributor with ordinal i.
 *
 * @param plan of the partition
 * @param earners who can earn
 * @param credibility parts per billion
 * @param flat who gets a flat share
 * @param standardErrors of the mean share, before the flat share; negative: none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record PartitionPay(
    SharePlan plan, Earners earners, long[] credibility, boolean[] flat, long[] standardErrors)
    implements Serializable {
  private static final long NO_STANDARD_ERROR = -1;

  /**
   * Who can earn by influence from a model.
   *
   * @param keys contributors by ordinal
   * @param leaders how many contributions of each count
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; read only
  record Earners(List<ContributorKey> keys, long[] leaders) implements Serializable {}

  /** Before anything is known of the spread of shares. */
  static PartitionPay of(SharePlan plan, Earners earners, long[] credibility) {
    long[] none = new long[credibility.length];
    Arrays.fill(none, NO_STANDARD_ERROR);
    return new PartitionPay(plan, earners, credibility, new boolean[credibility.length], none);
  }

  /**
   * With the spread of the shares over the inferences of the log date.
   *
   * @param spreads by ordinal; none where no inference was scored
   */
  PartitionPay with(List<ShareSpread> spreads) {
    boolean[] below = flat.clone();
    long[] errors = standardErrors.clone();
    for (int i = 0; i < spreads.size(); i++) {
      below[i] = spreads.get(i).isBelow(plan.pay().signalToNoiseFloorPpm());
      errors[i] = spreads.get(i).standardError().orElse(NO_STANDARD_ERROR);
    }
    return new PartitionPay(plan, earners, credibility, below, errors);
  }

  /** Standard error of a contributor's mean share, parts per billion. */
  OptionalLong standardError(int contributor) {
    return standardErrors[contributor] < 0
        ? OptionalLong.empty()
        : OptionalLong.of(standardErrors[contributor]);
  }

  /**
   * The shares of one inference; they sum to the whole, or to 0 where nobody gets any.
   *
   * @param values by ordinal
   */
  long[] shares(long[] values) {
    return FlatShares.of(Shares.of(values, credibility), flat, earners.leaders());
  }

  /** What a contributor is worth to an inference, as the pay rule has it. */
  boolean paysRows() {
    return plan.pay().value() == PayRule.Value.POSITIVE_ROWS;
  }

  /** Why nobody gets a share of an inference with these values. */
  static UnattributedReason reason(long[] values) {
    return Arrays.stream(values).anyMatch(value -> value > 0)
        ? UnattributedReason.NO_CREDIBLE_VALUE
        : UnattributedReason.NO_POSITIVE_VALUE;
  }
}

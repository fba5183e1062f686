package org.tributary.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.influence.ContributorKey;
import org.tributary.ledger.LargestRemainder;

/**
 * A share of an output by its text.
 *
 * @param datanetId datanet; null where it is nobody's
 * @param contributorId contributor; null where it is nobody's
 * @param reason why it is nobody's; null where it is somebody's
 * @param weight 2^-16 bits
 * @param share parts of {@link #WHOLE}
 */
public record TextShare(
    String datanetId, String contributorId, Uncredited reason, long weight, long share) {
  /** The whole, in shares. */
  public static final long WHOLE = 1_000_000_000L;

  /**
   * The shares of an output: its weights in parts of {@link #WHOLE} by largest remainder, earners
   * by datanet and contributor, then reasons. They sum to the whole.
   *
   * @param earned weight by earner, above 0
   * @param left weight that is nobody's, by reason, not negative
   * @param nothing the reason where there is no weight at all
   */
  public static List<TextShare> of(
      Map<ContributorKey, Long> earned, Map<Uncredited, Long> left, Uncredited nothing) {
    TreeMap<ContributorKey, Long> earners = new TreeMap<>(earned);
    TreeMap<Uncredited, Long> reasons = new TreeMap<>(left);
    reasons.values().removeIf(weight -> weight == 0);
    if (earners.isEmpty() && reasons.isEmpty()) {
      return List.of(new TextShare(null, null, nothing, 0, WHOLE));
    }
    List<Long> weights = new ArrayList<>(earners.values());
    weights.addAll(reasons.values());
    List<BigInteger> parts = LargestRemainder.splitByLongs(BigInteger.valueOf(WHOLE), weights);
    List<TextShare> shares = new ArrayList<>();
    for (ContributorKey earner : earners.keySet()) {
      int at = shares.size();
      shares.add(
          new TextShare(
              earner.datanetId(),
              earner.contributorId(),
              null,
              weights.get(at),
              parts.get(at).longValueExact()));
    }
    for (Uncredited reason : reasons.keySet()) {
      int at = shares.size();
      shares.add(
          new TextShare(null, null, reason, weights.get(at), parts.get(at).longValueExact()));
    }
    return shares;
  }
}

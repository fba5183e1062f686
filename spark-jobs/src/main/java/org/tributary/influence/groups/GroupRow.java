package org.tributary.influence.groups;

import java.util.Comparator;
import org.tributary.reports.payout.CodePointOrder;

/**
 * A contribution of a training set, as far as duplicates are concerned.
 *
 * @param datanetId its datanet
 * @param contributionId unique within the datanet
 * @param contributorId who submitted it
 * @param contentSha256 hash of the content
 * @param acceptedAt when the datanet accepted it, microseconds since 1970-01-01 UTC
 * @param accepted false where it was rejected afterwards: then it speaks for nobody
 * @param q direction of its sketch, every entry in -127..127; the scale doesn't matter. Taken over
 *     as it is and never written to.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record GroupRow(
    String datanetId,
    String contributionId,
    String contributorId,
    String contentSha256,
    long acceptedAt,
    boolean accepted,
    byte[] q) {
  /** Acceptance order: total, and the same as Spark's order of these three columns. */
  public static final Comparator<GroupRow> ACCEPTANCE =
      Comparator.comparingLong(GroupRow::acceptedAt)
          .thenComparing(GroupRow::datanetId, CodePointOrder.INSTANCE)
          .thenComparing(GroupRow::contributionId, CodePointOrder.INSTANCE);
}

package org.tributary.span.credit;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A contributor's claim to a text: by the earliest of its contributions in the training set that
 * holds it. Priority is older than that: it is of the first contribution that ever held the text,
 * so that replacing a contribution, or adding it again, neither wins nor loses a place.
 *
 * @param datanetId datanet of the contribution; null as long as only removed ones are known
 * @param contributorId who claims
 * @param contributionId the contribution
 * @param datanetVersion version of the datanet in the training set
 * @param acceptedAt when the contribution was accepted, microseconds since 1970 (UTC)
 * @param position the text's first token in the contribution
 * @param claimedAt when the first that ever held it was accepted
 */
public record Claim(
    String datanetId,
    String contributorId,
    String contributionId,
    int datanetVersion,
    long acceptedAt,
    int position,
    long claimedAt)
    implements Serializable {
  /** Who comes first: total over the claims to a text. */
  public static final Comparator<Claim> PRIORITY =
      Comparator.comparingLong(Claim::claimedAt)
          .thenComparingLong(Claim::acceptedAt)
          .thenComparing(Claim::datanetId)
          .thenComparing(Claim::contributionId)
          .thenComparing(Claim::contributorId);

  private static final Comparator<Claim> EARLIEST =
      Comparator.comparingLong(Claim::acceptedAt)
          .thenComparing(Claim::datanetId)
          .thenComparing(Claim::contributionId);

  /** By a contribution in the training set. */
  public static Claim of(
      String datanetId,
      String contributorId,
      String contributionId,
      int datanetVersion,
      long acceptedAt,
      int position) {
    return new Claim(
        datanetId, contributorId, contributionId, datanetVersion, acceptedAt, position, acceptedAt);
  }

  /** By a contribution that was removed: no claim by itself, but priority for one. */
  public static Claim removed(String contributorId, long acceptedAt) {
    return new Claim(null, contributorId, null, 0, 0, 0, acceptedAt);
  }

  /** Whether a contribution in the training set holds the text. */
  public boolean stands() {
    return contributionId != null;
  }

  /** The same claim to a text that stands elsewhere in the contribution. */
  public Claim at(int start) {
    return at(start, claimedAt);
  }

  /** The same with the priority of a time. */
  Claim at(int start, long since) {
    return new Claim(
        datanetId, contributorId, contributionId, datanetVersion, acceptedAt, start, since);
  }

  /** Whether this contribution and not the other is what a contributor of both claims by. */
  boolean speaksBefore(Claim other) {
    return !other.stands() || (stands() && EARLIEST.compare(this, other) <= 0);
  }
}

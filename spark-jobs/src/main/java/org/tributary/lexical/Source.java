package org.tributary.lexical;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A contribution of the training set.
 *
 * @param datanetId its datanet
 * @param contributorId who submitted it
 * @param contributionId the contribution
 * @param datanetVersion version of the datanet in the training set
 * @param acceptedAt when it was accepted, microseconds since 1970 (UTC)
 */
public record Source(
    String datanetId,
    String contributorId,
    String contributionId,
    int datanetVersion,
    long acceptedAt)
    implements Serializable {
  /** Who came first: total over the contributions of a training set. */
  public static final Comparator<Source> EARLIEST =
      Comparator.comparingLong(Source::acceptedAt)
          .thenComparing(Source::datanetId)
          .thenComparing(Source::contributionId);
}

package org.tributary.allocate;

import java.util.Comparator;
import java.util.Optional;

/**
 * One row of the attribution of an inference.
 *
 * @param method method, as the table has it
 * @param methodWeightPpm weight of the method in the blend, parts per million
 * @param datanetId datanet; empty on an unattributed row
 * @param contributorId contributor; empty on an unattributed row
 * @param share parts per 1,000,000,000 of the inference, for this method
 * @param shareStandardError standard error of the contributor's mean share of the log date by this
 *     method, parts per 1,000,000,000; empty where it has none
 * @param reasonCode why the share is unattributed, or flat; empty elsewhere
 */
record AttributionShare(
    String method,
    int methodWeightPpm,
    Optional<String> datanetId,
    Optional<String> contributorId,
    long share,
    Optional<Long> shareStandardError,
    Optional<String> reasonCode) {
  /** Shares of one inference and method sum to this. */
  static final long WHOLE = 1_000_000_000L;

  /** Reason code of what method declared attributes. */
  private static final String DECLARED = "DECLARED";

  private static final long MILLION = 1_000_000L;

  /** The order in which equal remainders are served: total, the unattributed part last. */
  static final Comparator<AttributionShare> ORDER =
      Comparator.comparing(AttributionShare::method)
          .thenComparing(share -> share.contributorId.isEmpty())
          .thenComparing(share -> share.datanetId.orElse(""))
          .thenComparing(share -> share.contributorId.orElse(""))
          .thenComparing(share -> share.reasonCode.orElse(""));

  /**
   * The standard error of the part of the blend that this row is, parts per 1,000,000,000; none
   * where the row is no part of it.
   */
  Optional<Long> blendedStandardError() {
    return share == 0
        ? Optional.empty()
        : shareStandardError.map(error -> error * methodWeightPpm / MILLION);
  }

  /** Whether it is what method declared attributes: allocate knows to whom, attribute doesn't. */
  boolean isDeclared() {
    return contributorId.isEmpty() && reasonCode.filter(DECLARED::equals).isPresent();
  }

  /** Parts per 10^15 of the inference, over all methods; a long holds it. */
  long weight() {
    return share * methodWeightPpm;
  }

  /** The same row with another share. How sure that is nobody knows: the error was another's. */
  AttributionShare withShare(long other) {
    return new AttributionShare(
        method, methodWeightPpm, datanetId, contributorId, other, Optional.empty(), reasonCode);
  }

  /** An unattributed row of the same method. */
  AttributionShare unattributed(long whole, String reason) {
    return new AttributionShare(
        method,
        methodWeightPpm,
        Optional.empty(),
        Optional.empty(),
        whole,
        Optional.empty(),
        Optional.of(reason));
  }
}

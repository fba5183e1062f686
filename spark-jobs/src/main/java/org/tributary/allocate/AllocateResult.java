package org.tributary.allocate;

/**
 * What stage allocate did.
 *
 * @param entitlements rows of the whole history, up to the close date
 * @param earned entries that the run proposes for log dates without postings so far
 * @param restated entries that it proposes for log dates settled before
 */
public record AllocateResult(long entitlements, long earned, long restated) {
  /** All entries that the run proposes; none where nothing changed. */
  public long proposed() {
    return earned + restated;
  }
}

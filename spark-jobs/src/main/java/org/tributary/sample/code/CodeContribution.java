package org.tributary.sample.code;

/**
 * A source file with one content, as long as the library's releases kept it unchanged.
 *
 * @param datanetId datanet
 * @param contributionId path and the release that brought this content, {@code path@release}
 * @param contributorId {@code java:} and the package that the file stands in
 * @param sha256 of the file's bytes
 * @param addedIn release whose version holds it first
 * @param removedInVersion first version that no longer holds it; null: the last one still does
 * @param tokens the text as token ids
 */
public record CodeContribution(
    String datanetId,
    String contributionId,
    String contributorId,
    String sha256,
    Release addedIn,
    Integer removedInVersion,
    int[] tokens) {
  /** Whether {@code version} of the datanet holds it. */
  public boolean isIn(int version) {
    return addedIn.datanetVersion() <= version
        && (removedInVersion == null || version < removedInVersion);
  }
}

package org.tributary.sample;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.tributary.schemas.run.CanonicalJson;

/**
 * A labelled image of datanet digits.
 *
 * @param contributionId unique, by order of acceptance
 * @param contributorId who submitted it
 * @param pixels 64 values from 0 to 16
 * @param label as the contributor says, 0 to 9
 * @param acceptedAt when the datanet took it
 * @param addedInVersion first version that holds it
 * @param removedInVersion first version that no longer holds it; null: still there
 */
record DigitContribution(
    String contributionId,
    String contributorId,
    int[] pixels,
    int label,
    Instant acceptedAt,
    int addedInVersion,
    Integer removedInVersion) {
  boolean isIn(int version) {
    return addedInVersion <= version && (removedInVersion == null || version < removedInVersion);
  }

  /** The row as the published CSV has it: 64 pixels and the label. */
  String content() {
    String row = Arrays.stream(pixels).mapToObj(Integer::toString).collect(Collectors.joining(","));
    return row + "," + label;
  }

  String sha256() {
    return CanonicalJson.sha256(content());
  }

  DigitContribution named(String id) {
    return new DigitContribution(
        id, contributorId, pixels, label, acceptedAt, addedInVersion, removedInVersion);
  }

  DigitContribution withdrawnIn(int version) {
    return new DigitContribution(
        contributionId, contributorId, pixels, label, acceptedAt, addedInVersion, version);
  }
}

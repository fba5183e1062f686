package org.tributary.attribute.text;

import java.io.Serializable;
import java.util.Map;

/**
 * What the rows of a batch have in common.
 *
 * @param method name of the method
 * @param backgroundSha256 hash of the background; null where there is none
 * @param fingerprints of the model's partitions by log date, days since 1970
 */
public record Headings(
    String method, String modelId, String backgroundSha256, Map<Integer, String> fingerprints)
    implements Serializable {
  /** The fingerprint of the rows of an output. */
  public String fingerprint(LoggedOutput output) {
    return fingerprints.get(output.logDate());
  }
}

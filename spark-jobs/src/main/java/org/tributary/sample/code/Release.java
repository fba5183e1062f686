package org.tributary.sample.code;

import java.time.LocalDate;

/**
 * A release of a library whose sources are one version of a datanet.
 *
 * @param datanetId datanet
 * @param datanetVersion 1, 2, 3, ... in the order of the releases
 * @param release the library's version
 * @param released date of the release
 * @param coordinates Maven group and artifact
 * @param sha256 of the bytes of the {@code -sources} jar, lower-case hex
 * @param title of the datanet
 */
public record Release(
    String datanetId,
    int datanetVersion,
    String release,
    LocalDate released,
    String coordinates,
    String sha256,
    String title) {
  /** Name of the jar in the corpus folder. */
  public String file() {
    return coordinates.substring(coordinates.indexOf(':') + 1) + "-" + release + "-sources.jar";
  }
}

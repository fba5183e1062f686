package org.tributary.sample.code;

import java.util.List;

/**
 * A file of a release.
 *
 * @param path in the jar
 * @param sha256 of the file's bytes, lower-case hex
 * @param pieces the text as {@link SourcePieces} cuts it
 */
public record SourceFile(String path, String sha256, List<String> pieces) {
  public SourceFile {
    pieces = List.copyOf(pieces);
  }

  /** The package that the file stands in. */
  public String packageName() {
    return packageOf(path);
  }

  static String packageOf(String path) {
    return path.substring(0, path.lastIndexOf('/')).replace('/', '.');
  }
}

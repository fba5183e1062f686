package org.tributary.reports.settlement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A file that follows from the leaves and the manifest's header: whoever has these writes it again,
 * byte for byte, and so checks it.
 *
 * @param path in the settlement's folder
 * @param content what writes it
 */
record DerivedFile(String path, Content content) {
  /** Writes the whole text. */
  @FunctionalInterface
  interface Content {
    void write(TextOut out) throws IOException;
  }

  /** A short text of ASCII characters. */
  static DerivedFile of(String path, String text) {
    return new DerivedFile(path, out -> out.ascii(text));
  }

  /** For threads that write files side by side. */
  FileEntry writeUnchecked(Path folder) {
    try {
      return write(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + folder.resolve(path), e);
    }
  }

  FileEntry write(Path folder) throws IOException {
    HashedFile file = new HashedFile(folder, path);
    try (file) {
      content.write(file);
    }
    return file.entry();
  }

  /**
   * Compares the file in {@code folder}.
   *
   * @throws IllegalArgumentException saying which byte differs first
   */
  void compare(Path folder) throws IOException {
    try (ComparedFile file = new ComparedFile(folder.resolve(path))) {
      content.write(file);
      file.expectEnd();
    }
  }
}

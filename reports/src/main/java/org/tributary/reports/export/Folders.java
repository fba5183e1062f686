package org.tributary.reports.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tributary.reports.settlement.FileEntry;

/** Files of a folder: what there are, and their hashes. */
final class Folders {
  private Folders() {}

  /**
   * Paths of all files below {@code folder}, hidden ones and links (to folders too), with forward
   * slashes.
   */
  static SortedSet<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      SortedSet<String> paths = new TreeSet<>();
      all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> paths.add(folder.relativize(file).toString().replace('\\', '/')));
      return paths;
    }
  }

  /** Those of {@code paths} that are links: what one leads to can change after a check. */
  static List<String> links(Path folder, Collection<String> paths) {
    return paths.stream().filter(path -> Files.isSymbolicLink(folder.resolve(path))).toList();
  }

  /** Length and hash of a file. */
  static FileEntry entry(Path folder, String path) throws IOException {
    MessageDigest digest = sha256();
    long bytes;
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(folder.resolve(path)), digest)) {
      bytes = in.transferTo(OutputStream.nullOutputStream());
    }
    return new FileEntry(path, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** Copies a file, and makes the folders on the way. */
  static void copy(Path from, Path to, String path) throws IOException {
    Path target = to.resolve(path);
    Files.createDirectories(target.getParent());
    Files.copy(from.resolve(path), target);
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

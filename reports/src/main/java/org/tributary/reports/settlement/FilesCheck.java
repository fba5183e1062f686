package org.tributary.reports.settlement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether a settlement's folder has exactly the files, with exactly the bytes, of its manifest. */
final class FilesCheck {
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final SettlementManifest manifest;
  private final Findings findings;

  FilesCheck(Path folder, SettlementManifest manifest, Findings findings) {
    this.folder = folder;
    this.manifest = manifest;
    this.findings = findings;
  }

  void run() throws IOException {
    Set<String> unlisted = present();
    unlisted.remove(SettlementManifest.PATH);
    unlisted.remove(SettlementManifest.CHECKSUM_PATH);
    String last = "";
    for (FileEntry entry : manifest.files()) {
      if (last.compareTo(entry.path()) >= 0) {
        findings.add(SettlementManifest.PATH, "lists " + entry.path() + " out of order or twice");
      }
      last = entry.path();
      if (unlisted.remove(entry.path())) {
        findings.reading(entry.path(), () -> compare(entry));
      } else {
        findings.add(entry.path(), "is missing, though manifest.json lists it");
      }
    }
    unlisted.forEach(path -> findings.add(path, "is not listed in manifest.json"));
  }

  private void compare(FileEntry entry) throws IOException {
    FileEntry actual = entry(folder, entry.path());
    if (!actual.equals(entry)) {
      findings.add(
          entry.path(),
          "has "
              + actual.bytes()
              + " bytes with SHA-256 "
              + actual.sha256()
              + ", but manifest.json says "
              + entry.bytes()
              + " bytes with SHA-256 "
              + entry.sha256());
    }
  }

  /** What a manifest would say of {@code folder/path}. */
  static FileEntry entry(Path folder, String path) throws IOException {
    MessageDigest digest = HashedFile.sha256();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(folder.resolve(path)), digest)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
    }
    return new FileEntry(path, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** Hadoop leaves one beside each file that it writes to a local disk. */
  private static boolean isHadoopChecksum(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(".crc");
  }

  private Set<String> present() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Set<String> paths = new TreeSet<>();
      files
          .filter(Files::isRegularFile)
          .filter(file -> !isHadoopChecksum(file))
          .forEach(file -> paths.add(folder.relativize(file).toString().replace('\\', '/')));
      return paths;
    }
  }
}

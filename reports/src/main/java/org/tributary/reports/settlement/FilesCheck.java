package org.tributary.reports.settlement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether a settlement's folder has exactly the files, with exactly the bytes, of its manifest. */
final class FilesCheck {
  private static final int BUFFER = 1 << 16;
  private static final String CRC = ".crc";
  private static final byte[] HADOOP_MAGIC = {'c', 'r', 'c', 0};

  private final Path folder;
  private final SettlementManifest manifest;
  private final Findings findings;
  private final Set<String> links = new TreeSet<>();

  FilesCheck(Path folder, SettlementManifest manifest, Findings findings) {
    this.folder = folder;
    this.manifest = manifest;
    this.findings = findings;
  }

  void run() throws IOException {
    Set<String> unlisted = present();
    for (String path : List.copyOf(unlisted)) {
      if (Files.isSymbolicLink(folder.resolve(path))) {
        findings.add(path, "is a link, not a file");
        unlisted.remove(path);
        links.add(path);
      }
    }
    unlisted.remove(SettlementManifest.PATH);
    unlisted.remove(SettlementManifest.CHECKSUM_PATH);
    String last = "";
    for (FileEntry entry : manifest.files()) {
      if (last.compareTo(entry.path()) >= 0) {
        findings.add(SettlementManifest.PATH, "lists " + entry.path() + " out of order or twice");
      }
      last = entry.path();
      if (links.contains(entry.path())) {
        // What it leads to can change after the check.
        continue;
      }
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

  /** Hadoop leaves one beside each file that it writes to a local disk: nothing else hides so. */
  private static boolean isHadoopChecksum(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (!name.startsWith(".") || !name.endsWith(CRC) || Files.isSymbolicLink(file)) {
      return false;
    }
    Path of = file.resolveSibling(name.substring(1, name.length() - CRC.length()));
    if (!Files.exists(of)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(HADOOP_MAGIC.length), HADOOP_MAGIC);
    }
  }

  private Set<String> present() throws IOException {
    Set<String> paths = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      // A link is no folder here, wherever it leads.
      for (Path file :
          files.filter(at -> !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)).toList()) {
        if (!isHadoopChecksum(file)) {
          paths.add(folder.relativize(file).toString().replace('\\', '/'));
        }
      }
    }
    return paths;
  }
}

package org.tributary.reports.settlement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Writes the folder of one settlement: {@code leaves.csv}, {@code held.csv}, what the distributor's
 * kind needs of {@link DerivedFiles}, and {@code manifest.json} that pins them. In memory stand the
 * leaves' columns and the tree, about 180 bytes a leaf; all files are streamed.
 */
public final class SettlementWriter {
  static final String TREE_PATH = "tree.json";

  private SettlementWriter() {}

  /**
   * Writes {@code settlement} into {@code folder}, which is made; it must not hold files yet. A
   * settlement without leaves has no tree and no proofs, and its manifest says so.
   *
   * @throws IllegalArgumentException if rows are out of order, doubled, or of an unknown token
   */
  public static SettlementResult write(Path folder, Settlement settlement) {
    try {
      requireEmpty(folder);
      return writeFiles(folder, settlement);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write the settlement to " + folder, e);
    }
  }

  private static SettlementResult writeFiles(Path folder, Settlement settlement)
      throws IOException {
    SettlementHeader header = settlement.header();
    LeafColumns leaves = new LeafColumns(header.tokens(), header.rule().kind());
    settlement.leaves().forEachRemaining(leaves::add);
    Totals totals = new Totals(header.tokens());
    totals.add(leaves);

    List<FileEntry> files = new ArrayList<>();
    files.add(HeldCsv.write(folder, settlement.held(), totals::add));
    SettlementTree tree = SettlementTree.of(header.rule().kind(), leaves);
    FileEntry leavesCsv =
        leaves.count() == 0 ? LeavesCsv.writeEmpty(folder) : LeavesCsv.write(folder, leaves, tree);
    files.add(leavesCsv);
    // No file knows another, so processors write them side by side.
    DerivedFiles.of(header, leaves, tree, leavesCsv.sha256()).parallelStream()
        .map(file -> file.writeUnchecked(folder))
        .forEachOrdered(files::add);
    Optional<String> root = tree.rootHex();
    files.sort(Comparator.comparing(FileEntry::path));
    SettlementManifest manifest =
        new SettlementManifest(header, root, leaves.count(), totals.sums(), files);
    String manifestSha256 = writeManifest(folder, manifest);
    return new SettlementResult(root, manifestSha256, leaves.count(), totals.sums(), files);
  }

  private static String writeManifest(Path folder, SettlementManifest manifest) throws IOException {
    byte[] bytes = manifest.text().getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve(SettlementManifest.PATH), bytes);
    String sha256 = CanonicalJson.sha256(bytes);
    Files.writeString(folder.resolve(SettlementManifest.CHECKSUM_PATH), checksumLine(sha256));
    return sha256;
  }

  /** The one line of {@code manifest.sha256}. */
  static String checksumLine(String sha256) {
    return sha256 + "  " + SettlementManifest.PATH + "\n";
  }

  private static void requireEmpty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "A settlement needs a folder of its own, and " + folder + " already has files");
      }
    }
  }
}

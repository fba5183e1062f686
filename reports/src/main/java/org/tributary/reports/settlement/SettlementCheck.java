package org.tributary.reports.settlement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Checks an exported settlement from its files alone, without the warehouse and without trust in
 * whoever wrote them: file hashes, the root from the leaves, every node and every proof, totals,
 * order, duplicates, checksums, and that nothing that was published has decreased.
 */
public final class SettlementCheck {
  /** Statuses of accounts that are paid. */
  private static final Set<PayoutStatus> PAID =
      EnumSet.of(PayoutStatus.PAYABLE, PayoutStatus.PARTLY_HELD);

  private final Path folder;
  private final Optional<Path> previousFolder;
  private final Findings findings = new Findings();

  private SettlementCheck(Path folder, Optional<Path> previousFolder) {
    this.folder = folder;
    this.previousFolder = previousFolder;
  }

  /**
   * Everything that is wrong with a settlement; an empty list means that it is right.
   *
   * @param folder the exported settlement
   * @param previousFolder the settlement of the same distributor that was published before; without
   *     it, that nothing decreased can only be checked for a first settlement
   */
  public static List<Finding> check(Path folder, Optional<Path> previousFolder) {
    SettlementCheck check = new SettlementCheck(folder, previousFolder);
    check.run();
    return check.findings.all();
  }

  /**
   * The manifest of an exported settlement.
   *
   * @throws IllegalArgumentException if it isn't canonical
   */
  public static SettlementManifest manifest(Path folder) throws IOException {
    return SettlementManifest.parse(Files.readAllBytes(folder.resolve(SettlementManifest.PATH)));
  }

  /** The manifest of a settlement that was checked. */
  static SettlementManifest read(Path folder) {
    try {
      return manifest(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    findings.reading(SettlementManifest.CHECKSUM_PATH, this::checkChecksum);
    SettlementManifest[] read = new SettlementManifest[1];
    if (!findings.reading(SettlementManifest.PATH, () -> read[0] = manifest(folder))) {
      return;
    }
    SettlementManifest manifest = read[0];
    findings.reading(
        SettlementManifest.PATH, () -> new FilesCheck(folder, manifest, findings).run());
    LeafColumns leaves =
        new LeafColumns(manifest.header().tokens(), manifest.header().rule().kind());
    int[] treeIndexes = new int[manifest.leafCount()];
    if (!findings.reading(LeavesCsv.PATH, () -> readLeaves(leaves, treeIndexes))) {
      return;
    }
    checkTotals(manifest, leaves);
    if (leaves.count() != manifest.leafCount()) {
      findings.add(
          SettlementManifest.PATH,
          "says " + manifest.leafCount() + " leaves, but leaves.csv has " + leaves.count());
      return;
    }
    checkTree(manifest, leaves, treeIndexes);
    new PreviousCheck(manifest, leaves, findings).run(previousFolder);
  }

  private void checkChecksum() throws IOException {
    byte[] manifest = Files.readAllBytes(folder.resolve(SettlementManifest.PATH));
    String expected = SettlementWriter.checksumLine(CanonicalJson.sha256(manifest));
    byte[] written = Files.readAllBytes(folder.resolve(SettlementManifest.CHECKSUM_PATH));
    if (!expected.equals(new String(written, StandardCharsets.ISO_8859_1))) {
      findings.add(
          SettlementManifest.CHECKSUM_PATH,
          "doesn't have the SHA-256 of manifest.json, "
              + expected.substring(0, 64)
              + ": one of the two was changed");
    }
  }

  private void readLeaves(LeafColumns leaves, int[] treeIndexes) throws IOException {
    LeavesCsv.read(
        folder,
        row -> {
          if (leaves.count() < treeIndexes.length) {
            treeIndexes[leaves.count()] = row.treeIndex();
          }
          leaves.add(row.leaf());
          checkRow(row, leaves.token(leaves.count() - 1));
        });
  }

  private void checkRow(LeavesCsv.Row row, SettlementToken token) {
    SettlementLeaf leaf = row.leaf();
    if (!row.delta().equals(leaf.delta())) {
      addLine(row, "cumulative - previous is " + leaf.delta() + ", but delta is " + row.delta());
    }
    if (!row.tokenId().equals(token.tokenId())) {
      addLine(
          row, "token " + token.address() + " is " + token.tokenId() + ", not " + row.tokenId());
    }
    if (leaf.delta().signum() > 0 && !PAID.contains(leaf.status())) {
      addLine(
          row, leaf.leaf().account() + " gets " + leaf.delta() + " more, but is " + leaf.status());
    }
  }

  private void addLine(LeavesCsv.Row row, String what) {
    findings.add(LeavesCsv.PATH, "line " + row.line() + ": " + what);
  }

  private void checkTotals(SettlementManifest manifest, LeafColumns leaves) {
    Totals totals = new Totals(manifest.header().tokens());
    totals.add(leaves);
    findings.reading(HeldCsv.PATH, () -> HeldCsv.read(folder, totals::add));
    List<TokenTotals> sums = totals.sums();
    if (sums.size() != manifest.totals().size()) {
      findings.add(SettlementManifest.PATH, "names a token twice");
      return;
    }
    for (int i = 0; i < sums.size(); i++) {
      TokenTotals sum = sums.get(i);
      TokenTotals said = manifest.totals().get(i);
      compare(sum.token(), "totalCumulative", said.cumulative(), sum.cumulative());
      compare(sum.token(), "totalDelta", said.delta(), sum.delta());
      compare(sum.token(), "totalHeld", said.held(), sum.held());
      compare(sum.token(), "totalDebt", said.debt(), sum.debt());
    }
  }

  private void compare(SettlementToken token, String what, BigInteger said, BigInteger sum) {
    if (!said.equals(sum)) {
      findings.add(
          SettlementManifest.PATH,
          "says that "
              + what
              + " of "
              + token.tokenId()
              + " is "
              + said
              + ", but the rows sum to "
              + sum);
    }
  }

  private void checkTree(SettlementManifest manifest, LeafColumns leaves, int[] treeIndexes) {
    SettlementTree tree = SettlementTree.of(manifest.header().rule().kind(), leaves);
    if (!manifest.root().equals(tree.rootHex())) {
      findings.add(
          SettlementManifest.PATH,
          "has root "
              + manifest.root().orElse("null")
              + ", but leaves.csv gives "
              + tree.rootHex().orElse("null"));
    }
    for (int leaf = 0; leaf < leaves.count(); leaf++) {
      if (treeIndexes[leaf] != tree.index(leaf)) {
        findings.add(
            LeavesCsv.PATH,
            "says that "
                + leaves.account(leaf)
                + " stands at "
                + treeIndexes[leaf]
                + " of the tree, but it stands at "
                + tree.index(leaf));
      }
    }
    checkDerived(manifest, leaves, tree);
  }

  /** Every file that follows from the leaves is there, and nothing else is. */
  private void checkDerived(SettlementManifest manifest, LeafColumns leaves, SettlementTree tree) {
    Set<String> listed = new TreeSet<>();
    manifest.files().forEach(file -> listed.add(file.path()));
    requireListed(listed, LeavesCsv.PATH);
    requireListed(listed, HeldCsv.PATH);
    List<DerivedFile> derived =
        DerivedFiles.of(manifest.header(), leaves, tree, manifest.sha256(LeavesCsv.PATH));
    for (DerivedFile file : derived) {
      requireListed(listed, file.path());
      checkContent(file);
    }
    listed.forEach(
        path -> findings.add(path, "has no place in a settlement of this kind of distributor"));
    tree.standard()
        .ifPresent(
            standard ->
                findings.reading(
                    SettlementWriter.TREE_PATH, () -> DumpCheck.run(folder, leaves, standard)));
    if (derived.stream().anyMatch(file -> file.path().startsWith(ProofShards.FOLDER))) {
      new ProofCheck(folder, manifest.header(), leaves, tree.root()).run(findings);
    }
  }

  /** The tree and the proofs are looked at by what they mean, not by their bytes. */
  private void checkContent(DerivedFile file) {
    if (file.path().startsWith(SafeFiles.FOLDER) && file.path().endsWith(".json")) {
      findings.reading(file.path(), () -> SafeFilesCheck.checksum(folder, file.path()));
    }
    boolean byMeaning =
        file.path().equals(SettlementWriter.TREE_PATH)
            || file.path().startsWith(ProofShards.FOLDER);
    if (!byMeaning) {
      findings.reading(file.path(), () -> file.compare(folder));
    }
  }

  private void requireListed(Set<String> listed, String path) {
    if (!listed.remove(path)) {
      findings.add(SettlementManifest.PATH, "doesn't list " + path);
    }
  }
}

package org.tributary.reports.settlement;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a settlement continues the one before: nothing that was published may decrease, since the
 * contract remembers what an address has claimed.
 */
final class PreviousCheck {
  private final SettlementManifest manifest;
  private final LeafColumns leaves;
  private final Findings findings;
  private int next;

  PreviousCheck(SettlementManifest manifest, LeafColumns leaves, Findings findings) {
    this.manifest = manifest;
    this.leaves = leaves;
    this.findings = findings;
  }

  void run(Optional<Path> previousFolder) {
    if (previousFolder.isPresent()) {
      Path before = previousFolder.get();
      findings.reading("The settlement before, " + before + ",", () -> compareWith(before));
    } else if (manifest.header().previous().isEmpty()) {
      requireNewUpTo(leaves.count());
    }
  }

  private void compareWith(Path folder) throws IOException {
    SettlementManifest before = SettlementCheck.manifest(folder);
    checkChain(before);
    FileEntry entry = FilesCheck.entry(folder, LeavesCsv.PATH);
    if (!before.files().contains(entry)) {
      findings.add(
          LeavesCsv.PATH,
          "can't be compared with the settlement before: the leaves.csv in "
              + folder
              + " isn't the one that its manifest lists");
      return;
    }
    LeavesCsv.read(folder, row -> compare(row.leaf().leaf()));
    requireNewUpTo(leaves.count());
  }

  private void checkChain(SettlementManifest before) {
    SettlementHeader now = manifest.header();
    if (!before.header().folder().equals(now.folder())) {
      findings.add(
          SettlementManifest.PATH,
          "is of "
              + now.folder()
              + ", but the settlement before is of "
              + before.header().folder());
    }
    if (!now.rule().kind().follows(before.header().rule().kind())) {
      findings.add(
          SettlementManifest.PATH,
          "is of a distributor of kind "
              + now.rule().kind().text()
              + ", but the settlement before was of kind "
              + before.header().rule().kind().text()
              + ": what was paid there would be paid again");
    }
    if (before.header().closeDate().isAfter(now.closeDate())) {
      findings.add(
          SettlementManifest.PATH,
          "closes on "
              + now.closeDate()
              + ", before the settlement before, "
              + before.header().closeDate());
    }
    if (!now.previous().equals(Optional.of(before.asPrevious()))) {
      findings.add(
          SettlementManifest.PATH,
          "names "
              + now.previous().map(SettlementHeader.Previous::manifestSha256).orElse("none")
              + " as the settlement before, but that has SHA-256 "
              + before.asPrevious().manifestSha256()
              + " and root "
              + before.root().orElse("none"));
    }
  }

  /** Both files ascend, so one pass finds every pair. */
  private void compare(Leaf before) {
    int at = next;
    while (at < leaves.count() && leaves.compare(at, before) < 0) {
      at++;
    }
    requireNewUpTo(at);
    if (at == leaves.count() || leaves.compare(at, before) > 0) {
      findings.add(
          LeavesCsv.PATH,
          "lacks "
              + before.account()
              + " in "
              + before.token()
              + ", to whom "
              + before.cumulative()
              + " was published");
      return;
    }
    next = at + 1;
    if (leaves.cumulative(at).compareTo(before.cumulative()) < 0) {
      findings.add(
          LeavesCsv.PATH,
          "lowers "
              + before.account()
              + " in "
              + before.token()
              + " from the published "
              + before.cumulative()
              + " to "
              + leaves.cumulative(at));
    } else if (!leaves.previous(at).equals(before.cumulative())) {
      findings.add(
          LeavesCsv.PATH,
          "says that "
              + before.account()
              + " had "
              + leaves.previous(at)
              + " in "
              + before.token()
              + ", but "
              + before.cumulative()
              + " was published");
    }
  }

  private void requireNewUpTo(int end) {
    for (; next < end; next++) {
      BigInteger previous = leaves.previous(next);
      if (previous.signum() != 0) {
        findings.add(
            LeavesCsv.PATH,
            "says that "
                + leaves.account(next)
                + " had "
                + previous
                + " in "
                + leaves.token(next).tokenId()
                + ", but nothing was published for it");
      }
    }
  }
}

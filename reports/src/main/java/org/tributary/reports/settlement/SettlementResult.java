package org.tributary.reports.settlement;

import java.util.List;
import java.util.Optional;

/**
 * What was written.
 *
 * @param root the Merkle root, none for a settlement without leaves
 * @param manifestSha256 the settlement's identity: SHA-256 of {@code manifest.json}
 * @param leafCount leaves of the tree
 * @param totals per token, by token id
 * @param files all files but the manifest and its checksum, by path
 */
public record SettlementResult(
    Optional<String> root,
    String manifestSha256,
    int leafCount,
    List<TokenTotals> totals,
    List<FileEntry> files) {
  public SettlementResult {
    totals = List.copyOf(totals);
    files = List.copyOf(files);
  }
}

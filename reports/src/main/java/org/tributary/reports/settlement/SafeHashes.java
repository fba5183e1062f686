package org.tributary.reports.settlement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tributary.reports.safe.SafeBatch;
import org.tributary.reports.safe.SafeTransaction;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * What signers compare with their wallet: the hash of the transaction that a batch file becomes
 * under a pinned nonce of the Safe. A batch that is proposed with a nonce can be executed once
 * only; the file itself has none, since a settlement doesn't know the Safe's.
 */
public final class SafeHashes {
  private SafeHashes() {}

  /**
   * One transaction.
   *
   * @param path of the batch file
   * @param nonce of the Safe
   * @param calls how many calls it makes
   * @param safeTxHash what a wallet shows
   */
  public record Pinned(String path, BigInteger nonce, int calls, String safeTxHash) {}

  /**
   * Hashes of batch files, proposed one after the other. The calls are computed from the leaves, so
   * the folder is checked first.
   *
   * @param folder an exported settlement
   * @param paths batch files below it, in the order in which they will be executed; none: all,
   *     funding, root and its acceptance before what needs them
   * @param nonce the Safe's next one
   * @param multiSendCallOnly EIP-55 address of the contract that makes several calls one
   * @throws TributaryException {@code VERIFY_FAILED} if the folder isn't right, {@code
   *     INPUT_MISSING} if it has no such batch
   */
  public static List<Pinned> of(
      Path folder, List<String> paths, BigInteger nonce, String multiSendCallOnly) {
    List<Finding> findings = SettlementCheck.check(folder, Optional.empty());
    if (!findings.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.VERIFY_FAILED,
          "%s isn't as it was written, so nothing of it may be signed: %s Export it again.",
          folder,
          findings.stream().map(Finding::sentence).collect(Collectors.joining(" ")));
    }
    SettlementManifest manifest = SettlementCheck.read(folder);
    Map<String, Supplier<SafeBatch>> batches = batches(folder, manifest);
    requireOnce(paths);
    List<Pinned> pinned = new ArrayList<>();
    BigInteger next = nonce;
    for (String path : paths.isEmpty() ? inOrder(batches) : paths) {
      Supplier<SafeBatch> made = batches.get(path);
      if (made == null) {
        throw TributaryException.of(
            ErrorCode.INPUT_MISSING,
            "%s has no batch %s. It has: %s.",
            folder,
            path,
            batches.isEmpty() ? "none" : String.join(", ", batches.keySet()));
      }
      SafeBatch batch = made.get();
      SafeTransaction transaction = SafeTransaction.of(batch.calls(), multiSendCallOnly, next);
      pinned.add(
          new Pinned(
              path,
              next,
              batch.calls().size(),
              MerkleTree.hex(transaction.hash(batch.chainId(), batch.safe()))));
      next = next.add(BigInteger.ONE);
    }
    return pinned;
  }

  /** Under two nonces both would be executed, and each transfer be made twice. */
  private static void requireOnce(List<String> paths) {
    Set<String> seen = new HashSet<>();
    for (String path : paths) {
      if (!seen.add(path)) {
        throw TributaryException.of(
            ErrorCode.USAGE,
            "%s is named twice: each batch is executed once, under one nonce. Name it once.",
            path);
      }
    }
  }

  /** A Safe executes nonces one by one: a batch that comes too early blocks all after it. */
  private static List<String> inOrder(Map<String, Supplier<SafeBatch>> batches) {
    return batches.keySet().stream()
        .sorted(
            Comparator.comparing((String path) -> !SafeFiles.FIRST.contains(path))
                .thenComparing(SafeFiles.FIRST::indexOf)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static Map<String, Supplier<SafeBatch>> batches(
      Path folder, SettlementManifest manifest) {
    SettlementHeader header = manifest.header();
    LeafColumns leaves = new LeafColumns(header.tokens(), header.rule().kind());
    try {
      LeavesCsv.read(folder, row -> leaves.add(row.leaf()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SettlementTree tree = SettlementTree.of(header.rule().kind(), leaves);
    if (tree.isEmpty()) {
      return Map.of();
    }
    return new SafeFiles(header, leaves, tree, manifest.sha256(LeavesCsv.PATH)).batches();
  }
}

package org.tributary.reports.settlement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Proofs in files by the leading byte of the account, {@code proofs/3f.json}, so that a website can
 * serve each payee a small file. A file has the JSON that Morpho recommends for its URD
 * distributor, {@code {id, metadata, root, tree: [{account, reward, claimable, proof}]}}, sorted by
 * account and reward.
 */
final class ProofShards {
  static final String FOLDER = "proofs/";

  private ProofShards() {}

  /** Writes all shards; leaves are sorted by account, so one file is open at a time. */
  static List<FileEntry> write(
      Path folder, SettlementHeader header, LeafColumns leaves, MerkleTree tree)
      throws IOException {
    List<FileEntry> entries = new ArrayList<>();
    int from = 0;
    while (from < leaves.count()) {
      String shard = leaves.shard(from);
      int to = from + 1;
      while (to < leaves.count() && leaves.shard(to).equals(shard)) {
        to++;
      }
      entries.add(writeShard(folder, header, leaves, tree, from, to));
      from = to;
    }
    return entries;
  }

  /** Path of the shard that has the proofs of leaf number {@code leaf}. */
  static String path(LeafColumns leaves, int leaf) {
    return FOLDER + leaves.shard(leaf) + ".json";
  }

  /** What {@code metadata.info} of every shard says. */
  static String info(SettlementHeader header) {
    return "Tributary settlement of "
        + header.closeDate()
        + " on chain "
        + header.chainId()
        + " for distributor "
        + header.distributor();
  }

  private static FileEntry writeShard(
      Path folder, SettlementHeader header, LeafColumns leaves, MerkleTree tree, int from, int to)
      throws IOException {
    HashedFile file = new HashedFile(folder, path(leaves, from));
    try (file) {
      file.ascii("{\"id\":" + CanonicalJson.write(header.settlementId()));
      file.ascii(",\"metadata\":{\"info\":" + CanonicalJson.write(info(header)) + "}");
      file.ascii(",\"root\":");
      file.quotedHash(tree.nodes(), 0);
      file.ascii(",\"tree\":[");
      for (int leaf = from; leaf < to; leaf++) {
        if (leaf > from) {
          file.write(',');
        }
        writeClaim(file, leaves, tree, leaf);
      }
      file.ascii("]}");
    }
    return file.entry();
  }

  private static void writeClaim(HashedFile file, LeafColumns leaves, MerkleTree tree, int leaf)
      throws IOException {
    file.ascii("{\"account\":\"" + leaves.account(leaf));
    file.ascii("\",\"reward\":\"" + leaves.token(leaf).address());
    file.ascii("\",\"claimable\":\"" + leaves.cumulative(leaf) + "\",\"proof\":[");
    for (int i = tree.treeIndex(leaf); i > 0; i = (i - 1) / 2) {
      file.quotedHash(tree.nodes(), MerkleTree.sibling(i) * MerkleTree.HASH);
      if (i > 2) {
        file.write(',');
      }
    }
    file.ascii("]}");
  }
}

package org.tributary.reports.settlement;

import java.io.IOException;
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
  static final String URD_PATH = "urd.json";

  private ProofShards() {}

  /** All shards; leaves are sorted by account, so one file is open at a time. */
  static List<DerivedFile> of(SettlementHeader header, LeafColumns leaves, SettlementTree tree) {
    List<DerivedFile> shards = new ArrayList<>();
    int from = 0;
    while (from < leaves.count()) {
      String shard = leaves.shard(from);
      int to = from + 1;
      while (to < leaves.count() && leaves.shard(to).equals(shard)) {
        to++;
      }
      int first = from;
      int end = to;
      shards.add(
          new DerivedFile(path(leaves, from), out -> write(out, header, leaves, tree, first, end)));
      from = to;
    }
    return shards;
  }

  /** The same of all leaves in one file, as Morpho's own tools take it. */
  static DerivedFile whole(SettlementHeader header, LeafColumns leaves, SettlementTree tree) {
    return new DerivedFile(URD_PATH, out -> write(out, header, leaves, tree, 0, leaves.count()));
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

  private static void write(
      TextOut out,
      SettlementHeader header,
      LeafColumns leaves,
      SettlementTree tree,
      int from,
      int to)
      throws IOException {
    out.ascii("{\"id\":" + CanonicalJson.write(header.settlementId()));
    out.ascii(",\"metadata\":{\"info\":" + CanonicalJson.write(info(header)) + "}");
    out.ascii(",\"root\":");
    out.quotedHash(tree.root(), 0);
    out.ascii(",\"tree\":[");
    for (int leaf = from; leaf < to; leaf++) {
      if (leaf > from) {
        out.write(',');
      }
      out.ascii("{\"account\":\"" + leaves.account(leaf));
      out.ascii("\",\"reward\":\"" + leaves.token(leaf).address());
      out.ascii("\",\"claimable\":\"" + leaves.cumulative(leaf) + "\",\"proof\":");
      writeProof(out, tree, leaf);
      out.write('}');
    }
    out.ascii("]}");
  }

  /** A proof as a JSON array. */
  static void writeProof(TextOut out, SettlementTree tree, int leaf) throws IOException {
    boolean[] first = {true};
    out.write('[');
    tree.siblings(
        leaf,
        (nodes, at) -> {
          if (!first[0]) {
            out.write(',');
          }
          first[0] = false;
          out.quotedHash(nodes, at);
        });
    out.write(']');
  }
}

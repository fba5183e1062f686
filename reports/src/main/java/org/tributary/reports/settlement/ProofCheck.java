package org.tributary.reports.settlement;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Whether every leaf has a proof in its shard, and every proof leads to the root. */
final class ProofCheck {
  private final Path folder;
  private final SettlementHeader header;
  private final LeafColumns leaves;
  private final byte[] root;

  ProofCheck(Path folder, SettlementHeader header, LeafColumns leaves, byte[] root) {
    this.folder = folder;
    this.header = header;
    this.leaves = leaves;
    this.root = root;
  }

  void run(Findings findings) {
    int from = 0;
    while (from < leaves.count()) {
      String path = ProofShards.path(leaves, from);
      int to = from + 1;
      while (to < leaves.count() && ProofShards.path(leaves, to).equals(path)) {
        to++;
      }
      int first = from;
      int end = to;
      findings.reading(path, () -> checkShard(path, first, end));
      from = to;
    }
  }

  private void checkShard(String path, int from, int to) throws IOException {
    try (JsonReader json = new JsonReader(folder.resolve(path))) {
      json.expect(JsonToken.START_OBJECT);
      json.expectText("id", header.settlementId());
      json.expectKey("metadata");
      json.expect(JsonToken.START_OBJECT);
      json.expectText("info", ProofShards.info(header));
      json.expect(JsonToken.END_OBJECT);
      json.expectText("root", MerkleTree.hex(root));
      json.expectKey("tree");
      json.expect(JsonToken.START_ARRAY);
      for (int leaf = from; leaf < to; leaf++) {
        checkClaim(json, leaf);
      }
      json.expect(JsonToken.END_ARRAY);
      json.expect(JsonToken.END_OBJECT);
      json.expectEnd();
    }
  }

  private void checkClaim(JsonReader json, int leaf) throws IOException {
    json.expect(JsonToken.START_OBJECT);
    json.expectText("account", leaves.account(leaf));
    json.expectText("reward", leaves.token(leaf).address());
    json.expectText("claimable", leaves.cumulative(leaf).toString());
    json.expectKey("proof");
    json.expect(JsonToken.START_ARRAY);
    List<byte[]> proof = new ArrayList<>();
    for (String hash = json.textOrEnd(); hash != null; hash = json.textOrEnd()) {
      if (!hash.startsWith("0x")) {
        throw new IllegalArgumentException("\"" + hash + "\" isn't a hash");
      }
      proof.add(HexFormat.of().parseHex(hash, 2, hash.length()));
    }
    json.expect(JsonToken.END_OBJECT);
    if (!MerkleTree.verify(root, leaves.hash(leaf), proof)) {
      throw new IllegalArgumentException(
          "the proof of "
              + leaves.account(leaf)
              + " in "
              + leaves.token(leaf).tokenId()
              + " doesn't lead to the root");
    }
  }
}

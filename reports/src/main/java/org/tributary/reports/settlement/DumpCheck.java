package org.tributary.reports.settlement;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;

/** Whether {@code tree.json} is the dump of the leaves' tree: every node and every value. */
final class DumpCheck {
  private DumpCheck() {}

  /**
   * Compares the file with the tree that was computed from the leaves.
   *
   * @throws IllegalArgumentException saying at which byte it differs
   */
  static void run(Path folder, LeafColumns leaves, MerkleTree tree) throws IOException {
    try (JsonReader json = new JsonReader(folder.resolve(SettlementWriter.TREE_PATH))) {
      json.expect(JsonToken.START_OBJECT);
      json.expectText("format", TreeDump.FORMAT);
      json.expectKey("leafEncoding");
      json.expect(JsonToken.START_ARRAY);
      for (String type : Leaf.TYPES) {
        json.expectText(type);
      }
      json.expect(JsonToken.END_ARRAY);
      json.expectKey("tree");
      json.expect(JsonToken.START_ARRAY);
      for (int i = 0; i < tree.nodeCount(); i++) {
        json.expectText(MerkleTree.hex(tree.node(i)));
      }
      json.expect(JsonToken.END_ARRAY);
      json.expectKey("values");
      json.expect(JsonToken.START_ARRAY);
      for (int leaf = 0; leaf < leaves.count(); leaf++) {
        expectValue(json, leaves, tree, leaf);
      }
      json.expect(JsonToken.END_ARRAY);
      json.expect(JsonToken.END_OBJECT);
      json.expectEnd();
    }
  }

  private static void expectValue(JsonReader json, LeafColumns leaves, MerkleTree tree, int leaf)
      throws IOException {
    json.expect(JsonToken.START_OBJECT);
    json.expectKey("value");
    json.expect(JsonToken.START_ARRAY);
    json.expectText(leaves.account(leaf));
    json.expectText(leaves.token(leaf).address());
    json.expectText(leaves.cumulative(leaf).toString());
    json.expect(JsonToken.END_ARRAY);
    json.expectKey("treeIndex");
    json.expectInt(tree.treeIndex(leaf));
    json.expect(JsonToken.END_OBJECT);
  }
}

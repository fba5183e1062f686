package org.tributary.reports.settlement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a tree as {@code StandardMerkleTree.dump()} of OpenZeppelin's merkle-tree 1.0.8 gives it
 * to {@code JSON.stringify}: the same bytes, but streamed.
 */
final class TreeDump {
  static final String FORMAT = "standard-v1";

  /** The ABI values of one leaf, as texts. */
  @FunctionalInterface
  interface Values {
    List<String> of(int leaf);
  }

  private TreeDump() {}

  /** Writes {@code folder/path}; no value may need escaping, which addresses and numbers don't. */
  static FileEntry write(
      Path folder, String path, MerkleTree tree, List<String> types, Values values)
      throws IOException {
    return new DerivedFile(path, out -> write(out, tree, types, values)).write(folder);
  }

  static void write(TextOut file, MerkleTree tree, List<String> types, Values values)
      throws IOException {
    file.ascii("{\"format\":\"" + FORMAT + "\",\"leafEncoding\":" + array(types) + ",\"tree\":[");
    byte[] nodes = tree.nodes();
    for (int i = 0; i < tree.nodeCount(); i++) {
      if (i > 0) {
        file.write(',');
      }
      file.quotedHash(nodes, i * MerkleTree.HASH);
    }
    file.ascii("],\"values\":[");
    for (int leaf = 0; leaf < tree.leafCount(); leaf++) {
      file.ascii(leaf == 0 ? "{\"value\":" : ",{\"value\":");
      file.ascii(array(values.of(leaf)));
      file.ascii(",\"treeIndex\":" + tree.treeIndex(leaf) + "}");
    }
    file.ascii("]}");
  }

  private static String array(List<String> texts) {
    return texts.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }
}

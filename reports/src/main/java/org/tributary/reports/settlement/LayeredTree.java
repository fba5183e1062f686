package org.tributary.reports.settlement;

import java.io.IOException;
import java.util.Arrays;
import org.tributary.schemas.chain.Keccak256;

/**
 * The tree of Uniswap, 1inch and Merkl, which is that of {@code merkletreejs} with sorted leaves
 * and sorted pairs: leaf hashes ascend, each layer hashes the pairs of the one below, and a last
 * node without a partner moves up as it is. With a number of leaves that is no power of two its
 * root differs from {@link MerkleTree}'s.
 */
public final class LayeredTree implements ClaimTree {
  private static final int HASH = MerkleTree.HASH;

  /** All layers, one after the other, the leaves first. */
  private final byte[] nodes;

  /** Where each layer starts, in nodes; the last entry is the end. */
  private final int[] starts;

  private final int[] ranks;

  private LayeredTree(byte[] nodes, int[] starts, int[] ranks) {
    this.nodes = nodes;
    this.starts = starts;
    this.ranks = ranks;
  }

  /**
   * Builds the tree.
   *
   * @param leafHashes the hashes of all leaves, one after the other, in any order
   */
  public static LayeredTree of(byte[] leafHashes) {
    MerkleTree.requireHashes(leafHashes);
    int leaves = leafHashes.length / HASH;
    int[] starts = starts(leaves);
    byte[] nodes = new byte[Math.multiplyExact(starts[starts.length - 1], HASH)];
    int[] order = HashOrder.ascending(leafHashes);
    int[] ranks = new int[leaves];
    for (int rank = 0; rank < leaves; rank++) {
      ranks[order[rank]] = rank;
      System.arraycopy(leafHashes, order[rank] * HASH, nodes, rank * HASH, HASH);
    }
    Keccak256.Pairs pairs = new Keccak256.Pairs();
    for (int layer = 1; layer + 1 < starts.length; layer++) {
      int below = starts[layer - 1];
      for (int i = starts[layer]; i < starts[layer + 1]; i++, below += 2) {
        if (below + 1 < starts[layer]) {
          pairs.hashSorted(nodes, below * HASH, (below + 1) * HASH, nodes, i * HASH);
        } else {
          System.arraycopy(nodes, below * HASH, nodes, i * HASH, HASH);
        }
      }
    }
    return new LayeredTree(nodes, starts, ranks);
  }

  private static int[] starts(int leaves) {
    int layers = leaves == 1 ? 1 : 33 - Integer.numberOfLeadingZeros(leaves - 1);
    int[] starts = new int[layers + 1];
    int size = leaves;
    for (int layer = 0; layer < layers; layer++, size = (size + 1) / 2) {
      starts[layer + 1] = Math.addExact(starts[layer], size);
    }
    return starts;
  }

  @Override
  public int leafCount() {
    return ranks.length;
  }

  @Override
  public byte[] root() {
    return Arrays.copyOfRange(nodes, nodes.length - HASH, nodes.length);
  }

  /** Where the leaf that was given as number {@code leaf} stands among the sorted ones. */
  public int rank(int leaf) {
    return ranks[leaf];
  }

  @Override
  public void siblings(int leaf, Sibling each) throws IOException {
    int at = ranks[leaf];
    for (int layer = 0; layer + 2 < starts.length; layer++, at /= 2) {
      int sibling = starts[layer] + (at ^ 1);
      if (sibling < starts[layer + 1]) {
        each.accept(nodes, sibling * HASH);
      }
    }
  }
}

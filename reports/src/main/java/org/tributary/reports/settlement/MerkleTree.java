package org.tributary.reports.settlement;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.tributary.schemas.chain.Keccak256;

/**
 * The Merkle tree of OpenZeppelin's merkle-tree 1.0.8, format {@code standard-v1}, over leaf hashes
 * of any encoding.
 *
 * <p>A heap of 2n - 1 nodes with the root at 0 and the children of i at 2i + 1 and 2i + 2. Leaf
 * hashes are sorted ascending as unsigned numbers and fill the tail backwards. A node is the
 * Keccak-256 of its children, the smaller first, so a proof needs no positions. All nodes stand in
 * one array: a million leaves take 64 MB.
 */
public final class MerkleTree implements ClaimTree {
  /** Bytes of a hash. */
  public static final int HASH = Keccak256.LENGTH;

  /** Most leaves of one tree: the nodes must fit into one array. */
  public static final int MAX_LEAVES = Integer.MAX_VALUE / HASH / 2;

  private final byte[] nodes;
  private final int[] treeIndexes;

  private MerkleTree(byte[] nodes, int[] treeIndexes) {
    this.nodes = nodes;
    this.treeIndexes = treeIndexes;
  }

  /**
   * Builds the tree.
   *
   * @param leafHashes the hashes of all leaves, one after the other, in any order; equal ones are
   *     allowed
   * @throws IllegalArgumentException if there is none, or more than {@link #MAX_LEAVES}
   */
  public static MerkleTree of(byte[] leafHashes) {
    requireHashes(leafHashes);
    int leaves = leafHashes.length / HASH;
    int[] order = HashOrder.ascending(leafHashes);
    int count = 2 * leaves - 1;
    byte[] nodes = new byte[count * HASH];
    int[] treeIndexes = new int[leaves];
    for (int rank = 0; rank < leaves; rank++) {
      int index = count - 1 - rank;
      treeIndexes[order[rank]] = index;
      System.arraycopy(leafHashes, order[rank] * HASH, nodes, index * HASH, HASH);
    }
    Keccak256.Pairs pairs = new Keccak256.Pairs();
    for (int i = count - 1 - leaves; i >= 0; i--) {
      pairs.hashSorted(nodes, (2 * i + 1) * HASH, (2 * i + 2) * HASH, nodes, i * HASH);
    }
    return new MerkleTree(nodes, treeIndexes);
  }

  static void requireHashes(byte[] leafHashes) {
    int leaves = leafHashes.length / HASH;
    if (leaves == 0 || leafHashes.length % HASH != 0 || leaves > MAX_LEAVES) {
      throw new IllegalArgumentException(
          "A tree needs 1 to "
              + MAX_LEAVES
              + " hashes of 32 bytes, not "
              + leafHashes.length
              + " bytes");
    }
  }

  @Override
  public int leafCount() {
    return treeIndexes.length;
  }

  /** How many nodes there are, leaves among them. */
  public int nodeCount() {
    return nodes.length / HASH;
  }

  @Override
  public byte[] root() {
    return node(0);
  }

  /** The 32 bytes of the node at {@code index} of the heap. */
  public byte[] node(int index) {
    return Arrays.copyOfRange(nodes, index * HASH, (index + 1) * HASH);
  }

  /** Where the leaf that was given as number {@code leaf}, from 0, stands in the heap. */
  public int treeIndex(int leaf) {
    return treeIndexes[leaf];
  }

  @Override
  public void siblings(int leaf, Sibling each) throws IOException {
    for (int i = treeIndexes[leaf]; i > 0; i = (i - 1) / 2) {
      each.accept(nodes, sibling(i) * HASH);
    }
  }

  /** Whether {@code proof} leads from {@code leafHash} to {@code root}. */
  public static boolean verify(byte[] root, byte[] leafHash, List<byte[]> proof) {
    byte[] hash = leafHash;
    for (byte[] sibling : proof) {
      if (sibling.length != HASH) {
        return false;
      }
      boolean inOrder = Arrays.compareUnsigned(hash, sibling) <= 0;
      hash = inOrder ? Keccak256.hash(hash, sibling) : Keccak256.hash(sibling, hash);
    }
    return Arrays.equals(root, hash);
  }

  /** {@code 0x} and 64 lower-case hex digits. */
  public static String hex(byte[] hash) {
    return "0x" + HexFormat.of().formatHex(hash);
  }

  /** All nodes, for writers that copy them without an object per node. */
  byte[] nodes() {
    return nodes;
  }

  /** The other child of the same parent. */
  static int sibling(int index) {
    return index % 2 == 1 ? index + 1 : index - 1;
  }
}

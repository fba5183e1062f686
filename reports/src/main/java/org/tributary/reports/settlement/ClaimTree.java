package org.tributary.reports.settlement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree of Keccak-256 whose nodes hash their children, the smaller first: whatever its
 * shape, a proof needs no positions, and {@link MerkleTree#verify} verifies it.
 */
public sealed interface ClaimTree permits MerkleTree, LayeredTree {
  /** Takes one hash of a proof. */
  @FunctionalInterface
  interface Sibling {
    /** The hash stands in {@code nodes} from {@code from} on. */
    void accept(byte[] nodes, int from) throws IOException;
  }

  /** How many leaves there are. */
  int leafCount();

  /** The 32 bytes that a distributor contract stores. */
  byte[] root();

  /** Hands over the proof of the leaf that was given as number {@code leaf}, without copying. */
  void siblings(int leaf, Sibling each) throws IOException;

  /** The siblings on the way from the leaf that was given as number {@code leaf} to the root. */
  default List<byte[]> proof(int leaf) {
    List<byte[]> proof = new ArrayList<>();
    try {
      siblings(
          leaf,
          (nodes, from) -> proof.add(Arrays.copyOfRange(nodes, from, from + MerkleTree.HASH)));
    } catch (IOException e) {
      throw new IllegalStateException("Nothing is written here", e);
    }
    return proof;
  }
}

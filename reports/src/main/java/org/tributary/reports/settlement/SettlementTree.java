package org.tributary.reports.settlement;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tributary.schemas.policy.DistributorKind;

/** The tree of a settlement as the kind of its distributor verifies it, and which leaves it has. */
final class SettlementTree {
  /** What {@code leaves.csv} says of a leaf that isn't in the tree. */
  static final int NOWHERE = -1;

  private final Optional<ClaimTree> tree;
  private final int[] claims;
  private final int[] leafOfClaim;

  private SettlementTree(Optional<ClaimTree> tree, int[] claims, int[] leafOfClaim) {
    this.tree = tree;
    this.claims = claims;
    this.leafOfClaim = leafOfClaim;
  }

  static SettlementTree of(DistributorKind kind, LeafColumns leaves) {
    if (kind == DistributorKind.UNISWAP) {
      return oneShot(leaves);
    }
    int[] all = IntStream.range(0, leaves.count()).toArray();
    if (all.length == 0) {
      return new SettlementTree(Optional.empty(), all, all);
    }
    byte[] hashes = leaves.hashes();
    ClaimTree tree = LeafEncoding.isStandard(kind) ? MerkleTree.of(hashes) : LayeredTree.of(hashes);
    return new SettlementTree(Optional.of(tree), all, all);
  }

  /**
   * Only what the settlement adds is paid, and an account's number is its place among the sorted
   * addresses with their checksums, as JavaScript sorts them: upper case before lower case.
   */
  private static SettlementTree oneShot(LeafColumns leaves) {
    int[] leafOfClaim =
        IntStream.range(0, leaves.count())
            .filter(leaf -> leaves.delta(leaf).signum() > 0)
            .boxed()
            .sorted(Comparator.comparing(leaves::account))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] claims = new int[leaves.count()];
    Arrays.fill(claims, NOWHERE);
    byte[] hashes = new byte[leafOfClaim.length * MerkleTree.HASH];
    for (int claim = 0; claim < leafOfClaim.length; claim++) {
      int leaf = leafOfClaim[claim];
      claims[leaf] = claim;
      byte[] hash = LeafEncoding.oneShotHash(claim, leaves.account(leaf), leaves.delta(leaf));
      System.arraycopy(hash, 0, hashes, claim * MerkleTree.HASH, MerkleTree.HASH);
    }
    Optional<ClaimTree> tree =
        hashes.length == 0 ? Optional.empty() : Optional.of(LayeredTree.of(hashes));
    return new SettlementTree(tree, claims, leafOfClaim);
  }

  /** Whether nobody has anything to claim: there is no root then. */
  boolean isEmpty() {
    return tree.isEmpty();
  }

  Optional<String> rootHex() {
    return tree.map(ClaimTree::root).map(MerkleTree::hex);
  }

  byte[] root() {
    return tree.orElseThrow().root();
  }

  /** How many leaves are in the tree. */
  int claimCount() {
    return leafOfClaim.length;
  }

  /** The leaf of the claim with that number. */
  int leaf(int claim) {
    return leafOfClaim[claim];
  }

  /** What {@code leaves.csv} says of where a leaf stands. */
  int index(int leaf) {
    if (tree.isEmpty() || claims[leaf] == NOWHERE) {
      return NOWHERE;
    }
    if (tree.get() instanceof MerkleTree standard) {
      return standard.treeIndex(leaf);
    }
    // Uniswap's contract wants the number that is in the leaf; the others' have none.
    LayeredTree layered = (LayeredTree) tree.get();
    return leafOfClaim == claims ? layered.rank(leaf) : claims[leaf];
  }

  /** Hands over the proof of a leaf. */
  void siblings(int leaf, ClaimTree.Sibling each) throws IOException {
    tree.orElseThrow().siblings(claims[leaf], each);
  }

  /** How many hashes the proof of a leaf has. */
  int proofLength(int leaf) {
    int[] length = {0};
    try {
      siblings(leaf, (nodes, from) -> length[0]++);
    } catch (IOException e) {
      throw new IllegalStateException("Nothing is written here", e);
    }
    return length[0];
  }

  /** The proof of a leaf. */
  List<byte[]> proof(int leaf) {
    return tree.orElseThrow().proof(claims[leaf]);
  }

  /** OpenZeppelin's tree, for its dump. */
  Optional<MerkleTree> standard() {
    return tree.filter(MerkleTree.class::isInstance).map(MerkleTree.class::cast);
  }
}

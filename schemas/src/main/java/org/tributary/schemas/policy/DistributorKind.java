package org.tributary.schemas.policy;

import java.util.Locale;

/** What stands at a distributor's address: which tree it verifies, and what its amounts mean. */
public enum DistributorKind {
  /** Any contract that verifies OpenZeppelin's {@code standard-v1}; its functions aren't known. */
  OPENZEPPELIN(true, false),
  /** Morpho's Universal Rewards Distributor: the same leaf and tree. */
  URD(true, false),
  /** Merkl's Distributor: the leaf is hashed once, the tree is built in layers. */
  MERKL(true, false),
  /** 1inch's CumulativeMerkleDrop: of one token, whose address isn't in the leaf. */
  ONEINCH(true, true),
  /**
   * Uniswap's MerkleDistributor, which pays one root of one token and never another: each
   * settlement is a contract of its own, which the account at the address deploys.
   */
  UNISWAP(false, true),
  /** A Safe that sends tokens itself. */
  TRANSFERS(false, false);

  private final boolean cumulative;
  private final boolean oneToken;

  DistributorKind(boolean cumulative, boolean oneToken) {
    this.cumulative = cumulative;
    this.oneToken = oneToken;
  }

  /** Whether it remembers what was claimed, so that a settlement not submitted is made up for. */
  public boolean cumulative() {
    return cumulative;
  }

  /** Whether it pays one token only. */
  public boolean oneToken() {
    return oneToken;
  }

  /** Whether a settlement of this kind can follow one of {@code other} at the same address. */
  public boolean follows(DistributorKind other) {
    return this == other || (hasStandardLeaf() && other.hasStandardLeaf());
  }

  /** As a policy writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean hasStandardLeaf() {
    return this == OPENZEPPELIN || this == URD;
  }
}

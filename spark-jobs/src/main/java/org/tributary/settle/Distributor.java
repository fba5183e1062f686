package org.tributary.settle;

import java.util.Comparator;

/**
 * A contract that pays.
 *
 * @param chainId EIP-155 chain id
 * @param address EIP-55 address
 */
record Distributor(long chainId, String address) implements Comparable<Distributor> {
  private static final Comparator<Distributor> ORDER =
      Comparator.comparingLong(Distributor::chainId).thenComparing(Distributor::address);

  @Override
  public int compareTo(Distributor other) {
    return ORDER.compare(this, other);
  }
}

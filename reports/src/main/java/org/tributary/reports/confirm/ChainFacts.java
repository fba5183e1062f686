package org.tributary.reports.confirm;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a chain says of one distributor, up to one block.
 *
 * @param block the last block that was looked at
 * @param root the Merkle root in force, {@code 0x} and 64 digits
 * @param pendingRoot a root that waits for its timelock
 * @param claims every claim, in any order, perhaps more than once
 * @param balances what the distributor holds, by address of the token contract, where that is known
 */
public record ChainFacts(
    long block,
    String root,
    Optional<String> pendingRoot,
    List<ClaimedEvent> claims,
    Map<String, BigInteger> balances) {
  public ChainFacts {
    claims = List.copyOf(claims);
    balances = Map.copyOf(balances);
  }
}

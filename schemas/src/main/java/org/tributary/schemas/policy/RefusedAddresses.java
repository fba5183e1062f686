package org.tributary.schemas.policy;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.schemas.chain.Eip55;

/**
 * Addresses that nobody is paid at: what is sent there is lost, or a policy refuses them. One
 * definition for whoever settles and for the gate behind it: what one let through and the other
 * stopped could never leave the house.
 */
public final class RefusedAddresses {
  private RefusedAddresses() {}

  /** What each refused address is, in words, by EIP-55 address. */
  public static SortedMap<String, String> of(Policy policy, long chainId) {
    SortedMap<String, String> refused = new TreeMap<>();
    policy
        .approval()
        .gates()
        .refusedAddresses()
        .forEach((name, address) -> refused.put(address, "refused-addresses." + name));
    new TreeMap<>(policy.tokens())
        .values().stream()
            .filter(token -> token.chainId() == chainId)
            .forEach(token -> refused.put(token.address(), "the contract of " + token.tokenId()));
    for (Map.Entry<Long, DistributorRule> of : new TreeMap<>(policy.distributors()).entrySet()) {
      refused.put(of.getValue().address(), "the distributor of chain " + of.getKey());
    }
    DistributorRule own = policy.distributors().get(chainId);
    if (own != null) {
      refused.put(own.address(), "the distributor itself");
    }
    refused.put(Eip55.ZERO, "the zero address");
    return Collections.unmodifiableSortedMap(refused);
  }
}

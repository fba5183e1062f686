package org.tributary.settle;

import java.math.BigInteger;

/**
 * What the settlement before made claimable for one account at one address.
 *
 * @param chainId EIP-155 chain id
 * @param distributor EIP-55 address of the contract that pays
 * @param address EIP-55 payout address
 * @param tokenAddress EIP-55 address of the token contract
 * @param cumulative base units over all time, positive
 */
record PublishedClaim(
    long chainId, String distributor, String address, String tokenAddress, BigInteger cumulative) {}

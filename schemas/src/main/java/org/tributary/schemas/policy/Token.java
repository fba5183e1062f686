package org.tributary.schemas.policy;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * A token that fees are paid in.
 *
 * @param tokenId name in the log
 * @param chainId EIP-155 chain id
 * @param address EIP-55 address of the token contract
 * @param decimals digits after the point, for people; amounts are base units everywhere
 * @param minimumPayout smallest claimable increase, base units; 0: none
 * @param ratePerGpuMs what a GPU millisecond costs, base units
 */
public record Token(
    String tokenId,
    long chainId,
    String address,
    int decimals,
    BigInteger minimumPayout,
    BigInteger ratePerGpuMs)
    implements Serializable {}

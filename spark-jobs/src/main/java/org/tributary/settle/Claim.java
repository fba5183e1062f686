package org.tributary.settle;

import java.math.BigInteger;
import org.tributary.reports.settlement.PayoutStatus;

/**
 * What one account may claim at one address after the run.
 *
 * @param chainId EIP-155 chain id
 * @param distributor EIP-55 address of the contract that pays
 * @param address EIP-55 payout address
 * @param tokenAddress EIP-55 address of the token contract
 * @param previous cumulative amount in the settlement before, base units
 * @param cumulative cumulative amount now, never below {@code previous}
 * @param status the account's, or {@link PayoutStatus#FROZEN} where it isn't paid any more
 */
record Claim(
    long chainId,
    String distributor,
    String address,
    String tokenAddress,
    BigInteger previous,
    BigInteger cumulative,
    PayoutStatus status) {}

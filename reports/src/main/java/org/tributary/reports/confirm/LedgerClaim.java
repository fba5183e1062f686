package org.tributary.reports.confirm;

import java.math.BigInteger;

/**
 * What a run made claimable for one account at one address: a row of table {@code claims}.
 *
 * @param cumulative base units over all time
 */
public record LedgerClaim(
    String accountId,
    long chainId,
    String distributor,
    String address,
    String tokenId,
    String tokenAddress,
    BigInteger cumulative) {}

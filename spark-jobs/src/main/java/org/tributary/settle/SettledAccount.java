package org.tributary.settle;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.tributary.reports.settlement.PayoutStatus;

/**
 * One payee's account after the run: {@code closing = claimable + held - debt}, and held or debt is
 * zero.
 *
 * @param payee the account before
 * @param chainId of the token
 * @param claimable cumulative amount in the settlement, over all addresses
 * @param paid what the run adds to it
 * @param held part of the balance that isn't claimable
 * @param debt what is claimable beyond the balance
 * @param status whether the account is paid
 * @param reason of a block, a hold or an address that can't be paid
 * @param claims by distributor and address, none of zero
 */
record SettledAccount(
    PayeeAccount payee,
    long chainId,
    BigInteger claimable,
    BigInteger paid,
    BigInteger held,
    BigInteger debt,
    PayoutStatus status,
    Optional<String> reason,
    List<Claim> claims) {
  SettledAccount {
    claims = List.copyOf(claims);
  }
}

package org.tributary.reports.payout;

/**
 * A token as the payout files name it.
 *
 * @param tokenId name in the log
 * @param decimals digits after the point, for people
 * @param chainId EIP-155 chain id
 * @param address EIP-55 address of the token contract
 */
public record PayoutToken(String tokenId, int decimals, long chainId, String address) {
  public Amounts amounts() {
    return new Amounts(decimals);
  }
}

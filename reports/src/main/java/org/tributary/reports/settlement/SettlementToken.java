package org.tributary.reports.settlement;

import org.tributary.schemas.chain.Eip55;

/**
 * A token of a settlement's chain.
 *
 * @param address EIP-55 address of the token contract
 * @param tokenId its name in the log
 * @param decimals digits after the point, for people
 */
public record SettlementToken(String address, String tokenId, int decimals) {
  public SettlementToken {
    if (!Eip55.isValid(address)) {
      throw new IllegalArgumentException(
          "Token " + tokenId + " must have an EIP-55 address, not \"" + address + "\"");
    }
  }
}

package org.tributary.reports.confirm;

import org.tributary.schemas.chain.Eip55;

/**
 * What facts are about.
 *
 * @param chainId number of the chain
 * @param address EIP-55 address of the contract on it; of an account where no contract pays
 */
public record ChainContract(long chainId, String address) {
  public ChainContract {
    if (!Eip55.isValid(address)) {
      throw new IllegalArgumentException(
          "A contract must have an EIP-55 address, not \"" + address + "\"");
    }
  }

  @Override
  public String toString() {
    return address + " on chain " + chainId;
  }
}

package org.tributary.settle;

import java.io.Serializable;
import java.math.BigInteger;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Token;

/**
 * What the policy in force on the close date says of one token.
 *
 * @param tokenId name in the ledger
 * @param chainId EIP-155 chain id
 * @param distributor EIP-55 address of the contract that pays on that chain
 * @param tokenAddress EIP-55 address of the token contract
 * @param minimumPayout smallest increase that is paid, base units; 0: none
 */
record TokenTerms(
    String tokenId, long chainId, String distributor, String tokenAddress, BigInteger minimumPayout)
    implements Serializable {

  static TokenTerms of(Policy policy, Token token) {
    String distributor = policy.distributors().get(token.chainId());
    if (distributor == null) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "Policy %s has no distributor for chain %s of token %s: add one under distributors.",
          policy.policyId(),
          token.chainId(),
          token.tokenId());
    }
    return new TokenTerms(
        token.tokenId(), token.chainId(), distributor, token.address(), token.minimumPayout());
  }
}

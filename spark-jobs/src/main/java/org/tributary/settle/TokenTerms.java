package org.tributary.settle;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Optional;
import java.util.SortedMap;
import org.tributary.ledger.Account;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.RefusedAddresses;
import org.tributary.schemas.policy.Token;

/**
 * What the policy in force on the close date says of one token.
 *
 * @param tokenId name in the ledger
 * @param chainId EIP-155 chain id
 * @param distributor EIP-55 address of the contract that pays on that chain
 * @param tokenAddress EIP-55 address of the token contract
 * @param minimumPayout smallest increase that is paid, base units; 0: none
 * @param mostPerPeriod most that a payee is paid in a period, base units; null: no cap. A plain
 *     reference, since the record travels with Spark tasks
 * @param uncapped the payee without a cap
 * @param refused what each address is that nobody is paid at, by EIP-55 address
 */
record TokenTerms(
    String tokenId,
    long chainId,
    String distributor,
    String tokenAddress,
    BigInteger minimumPayout,
    BigInteger mostPerPeriod,
    String uncapped,
    SortedMap<String, String> refused)
    implements Serializable {

  /** Most that {@code accountId} is paid in a period, where there is a cap. */
  Optional<BigInteger> capOf(String accountId) {
    return accountId.equals(uncapped) ? Optional.empty() : Optional.ofNullable(mostPerPeriod);
  }

  static TokenTerms of(Policy policy, Token token) {
    DistributorRule distributor = policy.distributors().get(token.chainId());
    if (distributor == null) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "Policy %s has no distributor for chain %s of token %s: add one under distributors.",
          policy.policyId(),
          token.chainId(),
          token.tokenId());
    }
    PayoutRule rule = policy.payout();
    boolean capped = rule.cap() == PayoutRule.Excess.CARRY;
    return new TokenTerms(
        token.tokenId(),
        token.chainId(),
        distributor.address(),
        token.address(),
        token.minimumPayout(),
        capped ? rule.capAmounts().get(token.tokenId()) : null,
        Account.parse(policy.accounts().platform()) instanceof Account.Payee platform
            ? platform.accountId()
            : "",
        RefusedAddresses.of(policy, token.chainId()));
  }
}

package org.tributary.report;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.reports.payout.CodePointOrder;
import org.tributary.reports.payout.PayoutToken;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Token;

/**
 * Every token that a policy in force up to the close date names, as the last of them names it: a
 * token that a policy dropped still has balances.
 */
final class TokenBook {
  private final Map<String, PayoutToken> tokens = new TreeMap<>(CodePointOrder.INSTANCE);

  TokenBook(PolicyBook policies, LocalDate closeDate) {
    for (Policy policy : policies.policies()) {
      if (!policy.effectiveFrom().isAfter(closeDate)) {
        policy.tokens().values().forEach(this::add);
      }
    }
  }

  private void add(Token token) {
    tokens.put(
        token.tokenId(),
        new PayoutToken(token.tokenId(), token.decimals(), token.chainId(), token.address()));
  }

  Collection<PayoutToken> all() {
    return tokens.values();
  }

  PayoutToken of(String tokenId) {
    PayoutToken token = tokens.get(tokenId);
    if (token == null) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "No policy names the token %s, but the ledger has entries in it. Add it to the policy's"
              + " tokens.",
          tokenId);
    }
    return token;
  }
}

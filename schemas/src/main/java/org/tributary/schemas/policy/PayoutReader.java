package org.tributary.schemas.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads the blocks {@code payout} and {@code safety} of a policy file. */
final class PayoutReader {
  private static final int MOST_DAYS = 366;
  private static final int MOST_RUNS = 366;
  private static final int MOST_CHANGE_PPM = 1_000_000_000;

  private final ConfigObject payout;
  private final ConfigObject safety;

  PayoutReader(Config reference) {
    this.payout = reference.getObject("payout");
    this.safety = reference.getObject("safety");
  }

  PayoutRule payout(PolicySection file, Map<String, Token> tokens) {
    PolicySection section = file.optionalSection("payout").orElse(payout);
    PolicySection cap = section.section("cap").orElse((ConfigObject) payout.get("cap"));
    PayoutRule.Excess excess =
        cap.constant("excess", PayoutRule.Excess.class).orElse(PayoutRule.Excess.NONE);
    Map<String, BigInteger> amounts = amounts(cap.optionalSection("amounts"), tokens.keySet());
    if (excess == PayoutRule.Excess.NONE && !amounts.isEmpty()) {
      cap.problem("amounts", "are no caps while excess is none: write carry or redistribute");
    }
    amounts.forEach((tokenId, amount) -> requireReachable(cap, tokens.get(tokenId), amount));
    PayoutRule rule =
        new PayoutRule(
            Math.toIntExact(section.integer("address-cool-down-days", 0, MOST_DAYS)),
            excess,
            cap.constant("period", PayoutRule.Period.class).orElse(PayoutRule.Period.MONTH),
            amounts,
            handling(section, "self-dealing"),
            handling(section, "unpaid-fees"));
    cap.end();
    section.end();
    return rule;
  }

  SafetyRule safety(PolicySection file, Map<String, Token> tokens) {
    PolicySection section = file.optionalSection("safety").orElse(safety);
    SafetyRule rule =
        new SafetyRule(
            amounts(section.optionalSection("most-paid"), tokens.keySet()),
            Math.toIntExact(section.integer("most-change-ppm", 0, MOST_CHANGE_PPM)),
            Math.toIntExact(section.integer("trailing-runs", 1, MOST_RUNS)),
            section.partsPerMillion("most-new-payees-ppm"),
            section.partsPerMillion("warn-concentration-ppm"));
    section.end();
    return rule;
  }

  private static PayoutRule.Handling handling(PolicySection section, String key) {
    return section.constant(key, PayoutRule.Handling.class).orElse(PayoutRule.Handling.PAY);
  }

  private static Map<String, BigInteger> amounts(PolicySection section, Set<String> tokens) {
    Map<String, BigInteger> amounts = new HashMap<>();
    for (String tokenId : section.keys()) {
      BigInteger amount = section.amount(tokenId);
      if (tokens.contains(tokenId)) {
        amounts.put(tokenId, amount);
      } else {
        section.problem(tokenId, "is no token of this policy");
      }
    }
    return amounts;
  }

  /** A cap below the minimum would keep everybody's pay for ever. */
  private static void requireReachable(PolicySection cap, Token token, BigInteger amount) {
    if (amount.signum() == 0 || amount.compareTo(token.minimumPayout()) < 0) {
      cap.problem(
          "amounts",
          "%s of %s is zero or below minimum-payout %s: nobody could ever be paid",
          amount,
          token.tokenId(),
          token.minimumPayout());
    }
  }
}

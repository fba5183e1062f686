package org.tributary.schemas.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads blocks {@code accounts} and {@code waterfall} of a policy: how a fee is divided. */
final class WaterfallReader {
  private static final int WHOLE = 1_000_000;
  private static final Pattern ACCOUNT = Pattern.compile("(payee|suspense):[^\\s:][^\\s]*");
  private static final Map<Role, String> SHARES =
      new EnumMap<>(
          Map.of(
              Role.PLATFORM, "platform",
              Role.MODEL_DEVELOPER, "model-developer",
              Role.BASE_MODEL_DEVELOPER, "base-model-developer",
              Role.CONTRIBUTOR, "contributors"));

  private WaterfallReader() {}

  static Accounts accounts(PolicySection section) {
    Accounts accounts =
        new Accounts(account(section, "platform"), account(section, "unattributed"));
    section.end();
    return accounts;
  }

  private static String account(PolicySection section, String key) {
    Optional<String> account = section.text(key);
    if (account.isPresent() && !ACCOUNT.matcher(account.get()).matches()) {
      section.problem(
          key, "\"%s\" is no account: write payee:<id> or suspense:<name>", account.get());
    }
    return account.orElse("suspense:missing");
  }

  static Waterfall waterfall(PolicySection section) {
    int cap = section.partsPerMillion("infrastructure-cap-ppm");
    PolicySection block = section.section("shares-ppm");
    Map<Role, Integer> shares = new EnumMap<>(Role.class);
    long sum = 0;
    boolean complete = true;
    for (Map.Entry<Role, String> share : SHARES.entrySet()) {
      complete &= block.has(share.getValue());
      int ppm = block.partsPerMillion(share.getValue());
      shares.put(share.getKey(), ppm);
      sum += ppm;
    }
    if (complete && sum != WHOLE) {
      section.problem("shares-ppm", "sum to %,d: they must sum to 1,000,000", sum);
    }
    block.end();
    section.end();
    return new Waterfall(cap, shares);
  }
}

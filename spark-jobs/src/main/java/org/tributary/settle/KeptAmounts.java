package org.tributary.settle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.ledger.KeptFor;

/**
 * What is kept back of a payee after the run.
 *
 * @param amounts by reason, none of zero
 * @param whole the reason that shuts the whole account, where there is one
 * @param reason why, for people
 */
record KeptAmounts(
    Map<KeptFor, BigInteger> amounts, Optional<Keeping> whole, Optional<String> reason) {

  /**
   * Divides what isn't claimable yet.
   *
   * @param whole the reason that shuts the account
   */
  static KeptAmounts of(PayeeAccount payee, TokenTerms terms, Optional<Keeping> whole) {
    BigInteger available = payee.unpaid().max(BigInteger.ZERO);
    Map<KeptFor, BigInteger> amounts = new EnumMap<>(KeptFor.class);
    if (whole.isPresent()) {
      put(amounts, whole.get().why(), available);
      return new KeptAmounts(
          amounts, whole, Optional.of(whole.get().reason()).filter(why -> !why.isEmpty()));
    }
    List<String> reasons = new ArrayList<>();
    for (KeptFor why : KeptFor.values()) {
      for (Keeping keeping : payee.keepings()) {
        if (keeping.why() == why && !why.isWhole()) {
          BigInteger kept = keeping.amount().orElse(available).min(available);
          put(amounts, why, kept);
          note(reasons, kept, keeping.reason());
          available = available.subtract(kept);
        }
      }
    }
    Optional<BigInteger> cap = terms.capOf(payee.accountId());
    if (cap.isPresent()) {
      // A refund is the payer's own money: no cap is on it, in whatever night it is paid.
      BigInteger paid = payee.paidInPeriod().subtract(payee.refund());
      BigInteger room = cap.get().subtract(paid).max(BigInteger.ZERO);
      BigInteger above = available.subtract(room).max(BigInteger.ZERO);
      put(amounts, KeptFor.CAP, above);
      note(reasons, above, "above the cap of " + cap.get() + " a period");
    }
    return new KeptAmounts(
        amounts,
        Optional.empty(),
        reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons)));
  }

  BigInteger of(KeptFor why) {
    return amounts.getOrDefault(why, BigInteger.ZERO);
  }

  BigInteger total() {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static void put(Map<KeptFor, BigInteger> amounts, KeptFor why, BigInteger kept) {
    if (kept.signum() > 0) {
      amounts.merge(why, kept, BigInteger::add);
    }
  }

  private static void note(List<String> reasons, BigInteger kept, String reason) {
    if (kept.signum() > 0) {
      reasons.add(reason);
    }
  }
}

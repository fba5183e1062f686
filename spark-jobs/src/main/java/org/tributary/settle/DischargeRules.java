package org.tributary.settle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tributary.ledger.Account;

/**
 * What decisions move off suspense accounts. Each night computes what a decision should have moved
 * by now and posts the difference to what it has: a decision whose row is changed moves the
 * difference, and what a correction takes off a suspense account comes back from who got it.
 */
final class DischargeRules {
  private DischargeRules() {}

  /** An account in a token. */
  record Place(Account account, String tokenId) {}

  /**
   * An amount that a decision moves.
   *
   * @param amount base units; the amounts of a decision sum to zero, token by token
   */
  record Posting(String decisionId, Place place, BigInteger amount) {}

  /**
   * What decisions do.
   *
   * @param postings none of zero, by decision and account
   * @param warnings decisions that find less than they give
   */
  record Result(List<Posting> postings, List<String> warnings) {}

  /**
   * Carries decisions out.
   *
   * @param standing what stands on suspense accounts, what decisions moved so far included
   * @param posted what each decision moved so far, by place; none of zero
   * @param stood what stood on its account on the first night of each decision that names no amount
   *     and whose first night is over
   */
  static Result carryOut(
      List<SuspenseDecision> decisions,
      Map<Place, BigInteger> standing,
      Map<String, Map<Place, BigInteger>> posted,
      Map<String, BigInteger> stood) {
    Map<Place, BigInteger> left = new HashMap<>(standing);
    List<Posting> postings = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (SuspenseDecision decision : decisions.stream().sorted(SuspenseDecision.ORDER).toList()) {
      Map<Place, BigInteger> before = posted.getOrDefault(decision.decisionId(), Map.of());
      // What the decision itself took is there for it to take.
      before.forEach((place, amount) -> left.merge(place, amount.negate(), BigInteger::add));
      Place from = new Place(decision.from(), decision.tokenId());
      Place to = new Place(decision.to(), decision.tokenId());
      BigInteger there = left.getOrDefault(from, BigInteger.ZERO).max(BigInteger.ZERO);
      BigInteger first = stood.getOrDefault(decision.decisionId(), there);
      BigInteger wanted = wanted(decision, before, first);
      BigInteger given = wanted.min(there);
      if (given.compareTo(wanted) < 0) {
        warnings.add(shortOf(decision, wanted, there));
      } else if (wanted.signum() == 0 && decision.amount().isEmpty()) {
        warnings.add(ofNothing(decision));
      }
      left.merge(from, given.negate(), BigInteger::add);
      left.merge(to, given, BigInteger::add);
      Map<Place, BigInteger> change = new HashMap<>(Map.of(from, given.negate(), to, given));
      before.forEach((place, amount) -> change.merge(place, amount.negate(), BigInteger::add));
      postings.addAll(postings(decision, change));
    }
    return new Result(postings, warnings);
  }

  private static BigInteger wanted(
      SuspenseDecision decision, Map<Place, BigInteger> before, BigInteger first) {
    // All that stood there once: what comes later needs a decision of its own.
    BigInteger all =
        before.isEmpty()
            ? first
            : before.values().stream()
                .filter(amount -> amount.signum() > 0)
                .reduce(BigInteger.ZERO, BigInteger::add);
    return decision.amount().orElse(all);
  }

  private static List<Posting> postings(SuspenseDecision decision, Map<Place, BigInteger> change) {
    return change.entrySet().stream()
        .filter(entry -> entry.getValue().signum() != 0)
        .map(entry -> new Posting(decision.decisionId(), entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing((Posting posting) -> posting.place().tokenId())
                .thenComparing(posting -> posting.place().account().text()))
        .toList();
  }

  private static String shortOf(SuspenseDecision decision, BigInteger wanted, BigInteger there) {
    return String.format(
        Locale.ROOT,
        "Decision %s gives %s of %s in %s to %s, but %s stands there: that much was given. Check"
            + " suspense and amount in its row of table suspense_decisions.",
        decision.decisionId(),
        wanted,
        decision.from().text(),
        decision.tokenId(),
        decision.to().text(),
        there);
  }

  private static String ofNothing(SuspenseDecision decision) {
    return String.format(
        Locale.ROOT,
        "Decision %s gives all of %s in %s to %s, but nothing stood there on its first night (%s or"
            + " the next): nothing was given. Check suspense and token_id in its row of table"
            + " suspense_decisions; amount 0 says that nothing is right.",
        decision.decisionId(),
        decision.from().text(),
        decision.tokenId(),
        decision.to().text(),
        decision.validFrom());
  }
}

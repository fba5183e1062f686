package org.tributary.safety;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tributary.schemas.policy.SafetyRule;

/** What a run may not exceed, in exact integers. */
public final class SafetyBounds {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private SafetyBounds() {}

  /** The bounds that {@code run} exceeds; a bound itself may be reached. */
  public static List<Breach> breaches(SafetyRule rule, RunFigures run) {
    List<Breach> breaches = new ArrayList<>();
    BigInteger most = rule.mostPaid().get(run.tokenId());
    if (most != null) {
      add(breaches, Bound.MOST_PAID, run, run.paid(), most);
    }
    Optional<BigInteger> median = median(run.before());
    if (rule.mostChangePpm() > 0 && median.isPresent()) {
      add(breaches, Bound.MOST_CHANGE, run, run.paid(), part(median.get(), rule.mostChangePpm()));
    }
    if (!run.first()) {
      BigInteger limit = part(run.paid(), rule.mostNewPayeesPpm());
      add(breaches, Bound.MOST_NEW_PAYEES, run, run.paidToNew(), limit);
    }
    return breaches;
  }

  /** The middle one; of an even number the lower of the two, which stops more. */
  static Optional<BigInteger> median(List<BigInteger> amounts) {
    return amounts.isEmpty()
        ? Optional.empty()
        : Optional.of(amounts.stream().sorted().toList().get((amounts.size() - 1) / 2));
  }

  private static BigInteger part(BigInteger amount, int ppm) {
    return amount.multiply(BigInteger.valueOf(ppm)).divide(MILLION);
  }

  private static void add(
      List<Breach> breaches, Bound bound, RunFigures run, BigInteger figure, BigInteger limit) {
    if (figure.compareTo(limit) > 0) {
      breaches.add(new Breach(bound, run.tokenId(), figure, limit));
    }
  }
}

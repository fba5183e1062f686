package org.tributary.reports.verify;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;

/**
 * What contributors have of each period under caps that redistribute. The parts of a period that
 * are under different policies share one allowance. What is kept back for its own sake takes no
 * part in a cap: it is left out here as far as it may be so, so that a right run has no finding.
 */
final class PeriodShares {
  private static final String PAYEE = PayoutLine.PAYEE_PREFIX;

  private final PolicyBook policies;
  private final LocalDate closeDate;
  private final Set<RunTables.Payee> shut;
  private final Map<Period, TreeMap<PartKey, Part>> periods = new TreeMap<>(Period.ORDER);

  /** A payee's calendar period. */
  private record Period(String accountId, String tokenId, PayoutRule.Period kind, LocalDate start) {
    static final Comparator<Period> ORDER =
        Comparator.comparing(Period::accountId)
            .thenComparing(Period::tokenId)
            .thenComparing(Period::kind)
            .thenComparing(Period::start);

    RunTables.Payee payee() {
      return new RunTables.Payee(accountId, tokenId);
    }
  }

  /** The dates of a period that are under one policy. */
  private record PartKey(LocalDate start, String policyId) {
    static final Comparator<PartKey> ORDER =
        Comparator.comparing(PartKey::start).thenComparing(PartKey::policyId);
  }

  /** What a part earned, what caps moved, and what of it may be kept back for its own sake. */
  private record Part(BigInteger earned, BigInteger moved, BigInteger disputed) {
    Part plus(Part other) {
      return new Part(
          earned.add(other.earned), moved.add(other.moved), disputed.add(other.disputed));
    }

    private BigInteger payable(boolean isShut) {
      return isShut ? BigInteger.ZERO : earned.subtract(disputed).max(BigInteger.ZERO);
    }
  }

  PeriodShares(PolicyBook policies, LocalDate closeDate, Set<RunTables.Payee> shut) {
    this.policies = policies;
    this.closeDate = closeDate;
    this.shut = shut;
  }

  static boolean areCapped(PolicyBook policies) {
    return policies.policies().stream()
        .anyMatch(each -> each.payout().cap() == PayoutRule.Excess.REDISTRIBUTE);
  }

  void add(PayoutLine line) {
    boolean isEarned = line.role().equals("CONTRIBUTOR");
    if (line.account().startsWith(PAYEE) && (isEarned || line.role().equals("CAP"))) {
      add(
          new RunTables.Payee(line.account().substring(PAYEE.length()), line.tokenId()),
          line.policyId(),
          LocalDate.parse(line.logDate()),
          new Part(
              isEarned ? line.entitled() : BigInteger.ZERO,
              isEarned ? BigInteger.ZERO : line.entitled(),
              BigInteger.ZERO));
    }
  }

  void add(RunTables.Disputed disputed) {
    if (disputed.isContributor()) {
      add(
          disputed.payee(),
          disputed.policyId(),
          disputed.logDate(),
          new Part(BigInteger.ZERO, BigInteger.ZERO, disputed.most()));
    }
  }

  private void add(RunTables.Payee payee, String policyId, LocalDate date, Part part) {
    Optional<Policy> policy = policy(policyId);
    if (capOf(policyId, payee.tokenId()).isEmpty()) {
      return;
    }
    PayoutRule.Period kind = policy.get().payout().period();
    LocalDate start = start(kind, date);
    LocalDate from = policy.get().effectiveFrom();
    periods
        .computeIfAbsent(
            new Period(payee.accountId(), payee.tokenId(), kind, start),
            key -> new TreeMap<>(PartKey.ORDER))
        .merge(new PartKey(start.isBefore(from) ? from : start, policyId), part, Part::plus);
  }

  /**
   * Of a period that is over nobody has more than the allowance.
   *
   * @return by payee, what must wait at least since its period isn't over
   */
  Map<RunTables.Payee, BigInteger> check(Findings findings) {
    Map<RunTables.Payee, BigInteger> waiting = new HashMap<>();
    periods.forEach(
        (period, parts) -> {
          if (isOver(period)) {
            within(period, parts, findings);
          } else {
            waiting.merge(period.payee(), above(period, parts), BigInteger::add);
          }
        });
    waiting.values().removeIf(amount -> amount.signum() == 0);
    return waiting;
  }

  private void within(Period period, TreeMap<PartKey, Part> parts, Findings findings) {
    BigInteger used = BigInteger.ZERO;
    for (Map.Entry<PartKey, Part> each : parts.entrySet()) {
      PartKey key = each.getKey();
      Part part = each.getValue();
      BigInteger cap = capOf(key.policyId(), period.tokenId()).orElseThrow();
      BigInteger room = cap.subtract(used).max(BigInteger.ZERO);
      BigInteger has = part.payable(shut.contains(period.payee())).add(part.moved());
      if (has.compareTo(room) > 0) {
        findings.add(
            "%s: %s has %s of the period from %s under policy %s, after %s that it had before,"
                + " above the cap of %s.",
            RunFiles.LINES,
            new AccountKey(PAYEE + period.accountId(), period.tokenId()).inWords(),
            has,
            period.start(),
            key.policyId(),
            used,
            cap);
      }
      used = used.add(has.max(BigInteger.ZERO).min(room));
    }
  }

  private BigInteger above(Period period, TreeMap<PartKey, Part> parts) {
    BigInteger used = BigInteger.ZERO;
    BigInteger above = BigInteger.ZERO;
    for (Map.Entry<PartKey, Part> each : parts.entrySet()) {
      BigInteger cap = capOf(each.getKey().policyId(), period.tokenId()).orElseThrow();
      BigInteger room = cap.subtract(used).max(BigInteger.ZERO);
      BigInteger payable = each.getValue().payable(shut.contains(period.payee()));
      above = above.add(payable.subtract(room).max(BigInteger.ZERO));
      used = used.add(payable.min(room));
    }
    return above;
  }

  private boolean isOver(Period period) {
    LocalDate end =
        switch (period.kind()) {
          case DAY -> period.start().plusDays(1);
          case MONTH -> period.start().plusMonths(1);
        };
    return !end.isAfter(closeDate.plusDays(1));
  }

  private Optional<Policy> policy(String policyId) {
    return policies.policies().stream()
        .filter(each -> each.policyId().equals(policyId))
        .findFirst();
  }

  private Optional<BigInteger> capOf(String policyId, String tokenId) {
    return policy(policyId)
        .map(Policy::payout)
        .filter(rule -> rule.cap() == PayoutRule.Excess.REDISTRIBUTE)
        .map(rule -> rule.capAmounts().get(tokenId));
  }

  /** First date of the calendar period of {@code date}. */
  static LocalDate start(PayoutRule.Period kind, LocalDate date) {
    return switch (kind) {
      case DAY -> date;
      case MONTH -> date.withDayOfMonth(1);
    };
  }
}

package org.tributary.reports.verify;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Token;

/** Nobody is paid what the policy, a hold or the block list says is kept. */
final class TermsCheck {
  private static final String PAYEE = PayoutLine.PAYEE_PREFIX;

  private final RunFiles run;
  private final RunTables tables;
  private final LocalDate closeDate;
  private final Policy policy;

  TermsCheck(RunFiles run, RunTables tables) {
    this.run = run;
    this.tables = tables;
    this.closeDate = run.manifest().closeDate();
    this.policy = tables.policies().inForceOn(closeDate);
  }

  /** What is paid reaches the minimum, and what reaches it isn't carried forward. */
  void minimum(List<PayoutRow> payouts, Findings findings) {
    for (PayoutRow row : payouts) {
      Token token = policy.tokens().get(row.token().tokenId());
      if (token == null) {
        findings.add(
            "%s: %s: policy %s has no such token.", RunFiles.PAYOUTS, who(row), policy.policyId());
        continue;
      }
      BigInteger minimum = token.minimumPayout();
      Balances b = row.balances();
      if (b.paid().signum() > 0 && b.paid().compareTo(minimum) < 0) {
        findings.add(
            "%s: %s: paid %s is below the minimum payout %s.",
            RunFiles.PAYOUTS, who(row), b.paid(), minimum);
      }
      if (b.closing().signum() > 0 && b.closing().compareTo(minimum) >= 0) {
        findings.add(
            "%s: %s: closing %s reaches the minimum payout %s, but wasn't paid.",
            RunFiles.PAYOUTS, who(row), b.closing(), minimum);
      }
    }
  }

  /** Whoever is held or blocked is paid nothing, and items that are held wait. */
  void holds(List<PayoutRow> payouts, Findings findings) {
    Map<String, String> shut = tables.shut();
    Map<RunTables.Payee, BigInteger> items = tables.heldItems();
    for (PayoutRow row : payouts) {
      Balances b = row.balances();
      String why = shut.get(row.accountId());
      if (why != null && (b.paid().signum() != 0 || b.closing().signum() > 0)) {
        findings.add(
            "%s: %s is held or blocked (%s), but paid is %s and closing %s.",
            RunFiles.PAYOUTS, who(row), why, b.paid(), b.closing());
      }
      BigInteger unpaid = b.closing().add(b.reserved()).add(b.paid()).max(BigInteger.ZERO);
      BigInteger held = items.getOrDefault(payee(row), BigInteger.ZERO).min(unpaid);
      if (b.reserved().compareTo(held) < 0) {
        findings.add(
            "%s: %s: holds keep %s of what it earned, but only %s is reserved.",
            RunFiles.PAYOUTS, who(row), held, b.reserved());
      }
    }
  }

  /** What is paid in the period stays within the cap. */
  void caps(List<PayoutRow> payouts, Findings findings) {
    PayoutRule rule = policy.payout();
    if (rule.cap() == PayoutRule.Excess.CARRY) {
      Map<RunTables.Payee, BigInteger> before = tables.paidSince(start(rule.period(), closeDate));
      for (PayoutRow row : payouts) {
        BigInteger cap = rule.capAmounts().get(row.token().tokenId());
        BigInteger paid = row.balances().paid();
        BigInteger sum = before.getOrDefault(payee(row), BigInteger.ZERO).add(paid);
        boolean isPlatform = policy.accounts().platform().equals(PAYEE + row.accountId());
        if (cap != null && !isPlatform && paid.signum() > 0 && sum.compareTo(cap) > 0) {
          findings.add(
              "%s: %s: paid %s makes %s in the period, above the cap of %s.",
              RunFiles.PAYOUTS, who(row), paid, sum, cap);
        }
      }
    }
    redistributed(findings);
  }

  /** A period under a policy whose cap redistributes. */
  private record Period(String account, String tokenId, String policyId, LocalDate start) {
    static final Comparator<Period> ORDER =
        Comparator.comparing(Period::account)
            .thenComparing(Period::tokenId)
            .thenComparing(Period::policyId)
            .thenComparing(Period::start);
  }

  /** Of a period that is over contributors keep no more than the cap, whatever its log dates. */
  private void redistributed(Findings findings) {
    List<Policy> capped = new ArrayList<>(tables.policies().policies());
    capped.removeIf(each -> each.payout().cap() != PayoutRule.Excess.REDISTRIBUTE);
    if (capped.isEmpty()) {
      return;
    }
    Map<Period, BigInteger> kept = new TreeMap<>(Period.ORDER);
    Iterator<PayoutLine> lines = run.parquet().lines();
    while (lines.hasNext()) {
      PayoutLine line = lines.next();
      Optional<Policy> of =
          capped.stream().filter(each -> each.policyId().equals(line.policyId())).findFirst();
      if (of.isPresent()
          && line.account().startsWith(PAYEE)
          && (line.role().equals("CONTRIBUTOR") || line.role().equals("CAP"))) {
        LocalDate date = LocalDate.parse(line.logDate());
        kept.merge(
            new Period(
                line.account(),
                line.tokenId(),
                line.policyId(),
                start(of.get().payout().period(), date)),
            line.entitled(),
            BigInteger::add);
      }
    }
    kept.forEach((period, sum) -> within(period, sum, capped, findings));
  }

  private void within(Period period, BigInteger sum, List<Policy> capped, Findings findings) {
    PayoutRule rule =
        capped.stream()
            .filter(each -> each.policyId().equals(period.policyId()))
            .findFirst()
            .orElseThrow()
            .payout();
    BigInteger cap = rule.capAmounts().get(period.tokenId());
    if (cap != null
        && !end(rule.period(), period.start()).isAfter(closeDate.plusDays(1))
        && sum.compareTo(cap) > 0) {
      findings.add(
          "%s: %s has %s of the period from %s under policy %s, above the cap of %s.",
          RunFiles.LINES,
          new AccountKey(period.account(), period.tokenId()).inWords(),
          sum,
          period.start(),
          period.policyId(),
          cap);
    }
  }

  private static LocalDate start(PayoutRule.Period period, LocalDate date) {
    return period == PayoutRule.Period.DAY ? date : date.withDayOfMonth(1);
  }

  private static LocalDate end(PayoutRule.Period period, LocalDate start) {
    return period == PayoutRule.Period.DAY ? start.plusDays(1) : start.plusMonths(1);
  }

  private static RunTables.Payee payee(PayoutRow row) {
    return new RunTables.Payee(row.accountId(), row.token().tokenId());
  }

  private static String who(PayoutRow row) {
    return AccountKey.of(row).inWords();
  }
}

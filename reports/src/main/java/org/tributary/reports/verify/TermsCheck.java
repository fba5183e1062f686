package org.tributary.reports.verify;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.RefusedAddresses;
import org.tributary.schemas.policy.Token;

/** Nobody is paid what the policy, a hold or the block list says is kept. */
final class TermsCheck {
  private static final String PAYEE = PayoutLine.PAYEE_PREFIX;
  private static final Set<String> WITHOUT_ADDRESS =
      Set.of(PayoutStatus.NO_ADDRESS.name(), PayoutStatus.PARKED.name());

  private final RunFiles run;
  private final RunTables tables;
  private final LocalDate closeDate;
  private final Policy policy;
  private final List<RunTables.Disputed> disputed;
  private final Map<Long, Map<String, String>> refused = new HashMap<>();

  TermsCheck(RunFiles run, RunTables tables) {
    this.run = run;
    this.tables = tables;
    this.closeDate = run.manifest().closeDate();
    this.policy = tables.policies().inForceOn(closeDate);
    this.disputed = tables.disputed();
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

  /**
   * Whoever is held or blocked, or has an address that nobody is paid at, is paid nothing, and what
   * is in dispute waits.
   */
  void holds(List<PayoutRow> payouts, Findings findings) {
    Map<String, String> shut = tables.shut();
    Map<RunTables.Payee, BigInteger> items = new HashMap<>();
    disputed.forEach(each -> items.merge(each.payee(), each.least(), BigInteger::add));
    for (PayoutRow row : payouts) {
      Balances b = row.balances();
      String why = shut.get(row.accountId());
      if (why != null && (b.paid().signum() != 0 || b.closing().signum() > 0)) {
        findings.add(
            "%s: %s is held or blocked (%s), but paid is %s and closing %s.",
            RunFiles.PAYOUTS, who(row), why, b.paid(), b.closing());
      }
      String refused = refused(row);
      if (refused != null && b.paid().signum() != 0) {
        findings.add(
            "%s: %s is at %s, %s, where nobody is paid, but paid is %s.",
            RunFiles.PAYOUTS, who(row), row.address().orElseThrow(), refused, b.paid());
      }
      BigInteger held = atMostUnpaid(row, items.getOrDefault(payee(row), BigInteger.ZERO));
      if (b.reserved().compareTo(held) < 0) {
        findings.add(
            "%s: %s: %s of what it earned must be kept (holds, self-dealing, unpaid fees), but only"
                + " %s is reserved.",
            RunFiles.PAYOUTS, who(row), held, b.reserved());
      }
    }
  }

  private String refused(PayoutRow row) {
    return row.address()
        .map(
            address ->
                refused
                    .computeIfAbsent(
                        row.token().chainId(), chain -> RefusedAddresses.of(policy, chain))
                    .get(address))
        .orElse(null);
  }

  /** What is paid in the period stays within the cap, and so does what others leave. */
  void caps(List<PayoutRow> payouts, Findings findings) {
    if (policy.payout().cap() == PayoutRule.Excess.CARRY) {
      carried(payouts, findings);
    }
    if (PeriodShares.areCapped(tables.policies())) {
      redistributed(payouts, findings);
    }
  }

  private void carried(List<PayoutRow> payouts, Findings findings) {
    PayoutRule rule = policy.payout();
    LocalDate start = PeriodShares.start(rule.period(), closeDate);
    Map<RunTables.Payee, BigInteger> before = tables.paidSince(start);
    Map<AccountKey, BigInteger> refunds = refunds();
    for (PayoutRow row : payouts) {
      BigInteger cap = rule.capAmounts().get(row.token().tokenId());
      BigInteger paid = row.balances().paid();
      // A refund is the payer's own money: it takes no room.
      BigInteger sum =
          before
              .getOrDefault(payee(row), BigInteger.ZERO)
              .add(paid)
              .subtract(refunds.getOrDefault(AccountKey.of(row), BigInteger.ZERO));
      boolean isPlatform = policy.accounts().platform().equals(PAYEE + row.accountId());
      if (cap != null && !isPlatform && paid.signum() > 0 && sum.compareTo(cap) > 0) {
        findings.add(
            "%s: %s: paid %s makes %s in the period, above the cap of %s.",
            RunFiles.PAYOUTS, who(row), paid, sum, cap);
      }
    }
  }

  /** What the run refunds to each payee; below zero: takes back. */
  private Map<AccountKey, BigInteger> refunds() {
    Map<AccountKey, BigInteger> refunds = new TreeMap<>(AccountKey.ORDER);
    Iterator<PayoutLine> lines = run.parquet().lines();
    while (lines.hasNext()) {
      PayoutLine line = lines.next();
      if (line.role().equals("REFUNDED") && line.account().startsWith(PAYEE)) {
        refunds.merge(AccountKey.of(line), line.amount(), BigInteger::add);
      }
    }
    return refunds;
  }

  private void redistributed(List<PayoutRow> payouts, Findings findings) {
    PeriodShares shares = new PeriodShares(tables.policies(), closeDate, shut(payouts));
    run.parquet().lines().forEachRemaining(shares::add);
    disputed.forEach(shares::add);
    Map<RunTables.Payee, BigInteger> waiting = shares.check(findings);
    Map<RunTables.Payee, BigInteger> kept = new HashMap<>(waiting);
    disputed.stream()
        .filter(each -> waiting.containsKey(each.payee()))
        .forEach(each -> kept.merge(each.payee(), each.least(), BigInteger::add));
    for (PayoutRow row : payouts) {
      BigInteger least = atMostUnpaid(row, kept.getOrDefault(payee(row), BigInteger.ZERO));
      if (row.balances().reserved().compareTo(least) < 0) {
        findings.add(
            "%s: %s: with what is above the cap of a period that isn't over, %s must be kept, but"
                + " only %s is reserved.",
            RunFiles.PAYOUTS, who(row), least, row.balances().reserved());
      }
    }
  }

  /** Payees who are kept from all of their pay: it takes no part in a cap. */
  private Set<RunTables.Payee> shut(List<PayoutRow> payouts) {
    Map<String, String> everywhere = tables.shut();
    Set<RunTables.Payee> shut = new HashSet<>();
    for (PayoutRow row : payouts) {
      if (everywhere.containsKey(row.accountId())
          || row.address().isEmpty()
          || WITHOUT_ADDRESS.contains(row.status())) {
        shut.add(payee(row));
      }
    }
    return shut;
  }

  /** Only what isn't claimable yet can be kept. */
  private static BigInteger atMostUnpaid(PayoutRow row, BigInteger amount) {
    Balances b = row.balances();
    return amount.min(b.closing().add(b.reserved()).add(b.paid()).max(BigInteger.ZERO));
  }

  private static RunTables.Payee payee(PayoutRow row) {
    return new RunTables.Payee(row.accountId(), row.token().tokenId());
  }

  private static String who(PayoutRow row) {
    return AccountKey.of(row).inWords();
  }
}

package org.tributary.reports.verify;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.payout.ControlTotals;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.reports.verify.LineTotals.AccountSums;
import org.tributary.reports.verify.LineTotals.DayKey;
import org.tributary.reports.verify.LineTotals.DaySums;

/** The lines add up, explain the payouts, and let nothing out that didn't come in. */
final class LinesCheck {
  private static final Set<String> REASONS = Set.of("EARNED", "RESTATED");

  /** Roles of what moves between accounts: their entries have the same reason code. */
  private static final Set<String> MOVES = Set.of("CAP", "REFUNDED", "DISCHARGED");

  private static final String BEFORE = "opening + what was kept back and claimable before";
  private static final String AFTER = "closing + reserved + claimable";

  private LinesCheck() {}

  /** Reads all lines once; each must be in order and add up. */
  static LineTotals read(Iterator<PayoutLine> lines, String closeDate, Findings findings) {
    LineTotals totals = new LineTotals();
    PayoutLine before = null;
    for (long row = 1; lines.hasNext(); row++) {
      PayoutLine line = lines.next();
      if (before != null && PayoutLine.ORDER.compare(before, line) >= 0) {
        findings.add(
            "%s, row %d: the line of %s on %s must not stand after that of %s on %s.",
            RunFiles.LINES,
            row,
            AccountKey.of(line).inWords(),
            line.logDate(),
            AccountKey.of(before).inWords(),
            before.logDate());
      }
      addsUp(row, line, closeDate, findings);
      totals.add(line);
      before = line;
    }
    return totals;
  }

  private static void addsUp(long row, PayoutLine line, String closeDate, Findings findings) {
    String where = RunFiles.LINES + ", row " + row + " (" + AccountKey.of(line).inWords() + ")";
    if (!line.postedBefore().add(line.amount()).equals(line.entitled())) {
      findings.add(
          "%s: on %s, posted before %s + amount %s is not entitled %s.",
          where, line.logDate(), line.postedBefore(), line.amount(), line.entitled());
    }
    boolean posts = line.amount().signum() != 0;
    String reason = line.reasonCode().orElse("");
    boolean isRight =
        MOVES.contains(line.role()) ? reason.equals(line.role()) : REASONS.contains(reason);
    if (posts ? !isRight : !reason.isEmpty()) {
      findings.add(
          "%s: on %s, amount %s has reason code \"%s\".",
          where, line.logDate(), line.amount(), reason);
    }
    if (line.shareStandardError().isPresent() && !canHave(line, line.shareStandardError().get())) {
      findings.add(
          "%s: on %s, role %s can't have a standard error of %s parts per 1,000,000,000.",
          where, line.logDate(), line.role(), line.shareStandardError().get());
    }
    if (line.logDate().compareTo(closeDate) > 0) {
      findings.add("%s: log date %s is after close date %s.", where, line.logDate(), closeDate);
    }
  }

  private static boolean canHave(PayoutLine line, long standardError) {
    return line.role().equals("CONTRIBUTOR")
        && standardError >= 0
        && standardError <= PayoutLine.MOST_STANDARD_ERROR;
  }

  /** Sums of the lines of a payee are what its payout row says. */
  static void explain(LineTotals totals, List<PayoutRow> payouts, Findings findings) {
    TreeSet<AccountKey> unexplained = new TreeSet<>(AccountKey.ORDER);
    totals.accounts().keySet().stream()
        .filter(key -> key.account().startsWith(PayoutLine.PAYEE_PREFIX))
        .forEach(unexplained::add);
    for (PayoutRow row : payouts) {
      AccountKey key = AccountKey.of(row);
      AccountSums sums = totals.of(key);
      unexplained.remove(key);
      Balances b = row.balances();
      same(key, "earned", b.earned(), "EARNED amounts", sums.earned(), findings);
      same(key, "restated", b.restated(), "RESTATED amounts", sums.restated(), findings);
      same(key, "capped", b.capped(), "CAP amounts", sums.capped(), findings);
      same(key, BEFORE, b.toDateBefore(), "posted before", sums.postedBefore(), findings);
      same(key, AFTER, b.toDate(), "entitled", sums.entitled(), findings);
    }
    for (AccountKey key : unexplained) {
      findings.add(
          "%s has lines of %s, but %s has no row for it.",
          RunFiles.LINES, key.inWords(), RunFiles.PAYOUTS);
    }
  }

  private static void same(
      AccountKey key,
      String column,
      BigInteger said,
      String summed,
      BigInteger sum,
      Findings findings) {
    if (!said.equals(sum)) {
      findings.add(
          "%s: %s: %s is %s, but the lines of %s sum to %s (%s).",
          RunFiles.PAYOUTS, key.inWords(), column, said, RunFiles.LINES, sum, summed);
    }
  }

  /** By token and log date: what came in went out, and what is posted sums to zero. */
  static void conserve(RunFiles run, LineTotals totals, ControlTotals control, Findings findings) {
    if (!control.runId().equals(run.manifest().runId())
        || !control.closeDate().equals(run.manifest().closeDate().toString())) {
      findings.add(
          "%s is of run %s, close date %s, not of run %s, close date %s.",
          RunFiles.CONTROL,
          control.runId(),
          control.closeDate(),
          run.manifest().runId(),
          run.manifest().closeDate());
    }
    Map<DayKey, BigInteger> fees = incoming(control, "FEE");
    Map<DayKey, BigInteger> rewards = incoming(control, "REWARD");
    TreeSet<DayKey> days = new TreeSet<>(DayKey.ORDER);
    days.addAll(totals.days().keySet());
    days.addAll(fees.keySet());
    days.addAll(rewards.keySet());
    for (DayKey day : days) {
      DaySums sums = totals.days().getOrDefault(day, DaySums.NONE);
      BigInteger fee = fees.getOrDefault(day, BigInteger.ZERO);
      BigInteger reward = rewards.getOrDefault(day, BigInteger.ZERO);
      revenue(day, "fees", fee, sums.fees(), findings);
      revenue(day, "rewards", reward, sums.rewards(), findings);
      if (!fee.add(reward).equals(sums.out())) {
        findings.add(
            "In %s on %s, fees %s and rewards %s came in (%s), but the roles got %s (%s).",
            day.tokenId(),
            day.logDate(),
            fee,
            reward,
            RunFiles.CONTROL,
            sums.out(),
            RunFiles.LINES);
      }
      if (sums.posted().signum() != 0) {
        findings.add(
            "%s: what the run posts in %s for %s sums to %s instead of 0.",
            RunFiles.LINES, day.tokenId(), day.logDate(), sums.posted());
      }
    }
  }

  private static void revenue(
      DayKey day, String what, BigInteger control, BigInteger entitled, Findings findings) {
    if (!control.equals(entitled.negate())) {
      findings.add(
          "%s: %s in %s on %s are %s, but the revenue lines of %s say %s.",
          RunFiles.CONTROL,
          what,
          day.tokenId(),
          day.logDate(),
          control,
          RunFiles.LINES,
          entitled.negate());
    }
  }

  private static Map<DayKey, BigInteger> incoming(ControlTotals control, String sourceKind) {
    Map<DayKey, BigInteger> sums = new TreeMap<>(DayKey.ORDER);
    control.incoming().stream()
        .filter(row -> row.sourceKind().equals(sourceKind))
        .forEach(
            row ->
                sums.merge(
                    new DayKey(row.tokenId(), row.logDate()), row.amount(), BigInteger::add));
    return sums;
  }
}

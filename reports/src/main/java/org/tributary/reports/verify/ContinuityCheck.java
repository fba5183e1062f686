package org.tributary.reports.verify;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.payout.PayoutRow;

/** The run begins where the previous one ended, and takes nothing back that was published. */
final class ContinuityCheck {
  private ContinuityCheck() {}

  /**
   * Payouts against the previous run's.
   *
   * @param previous empty for the first run
   */
  static void payouts(List<PayoutRow> rows, List<PayoutRow> previous, Findings findings) {
    Map<AccountKey, PayoutRow> gone = new TreeMap<>(AccountKey.ORDER);
    previous.forEach(row -> gone.put(AccountKey.of(row), row));
    for (PayoutRow row : rows) {
      PayoutRow before = gone.remove(AccountKey.of(row));
      BigInteger closed = before == null ? BigInteger.ZERO : before.balances().closing();
      BigInteger claimed = before == null ? BigInteger.ZERO : before.balances().claimable();
      follows(row, closed, claimed, findings);
    }
    gone.forEach(
        (key, row) ->
            findings.add(
                "%s: %s is missing, but the previous run closed it with %s, %s of it claimable.",
                RunFiles.PAYOUTS,
                key.inWords(),
                row.balances().closing(),
                row.balances().claimable()));
  }

  private static void follows(
      PayoutRow row, BigInteger closed, BigInteger claimed, Findings findings) {
    String who = AccountKey.of(row).inWords();
    Balances balances = row.balances();
    if (!balances.opening().equals(closed)) {
      findings.add(
          "%s: %s: opening is %s, but the previous run closed with %s.",
          RunFiles.PAYOUTS, who, balances.opening(), closed);
    }
    if (balances.claimable().compareTo(claimed) < 0) {
      findings.add(
          "%s: %s: claimable fell from %s to %s; what is published never decreases.",
          RunFiles.PAYOUTS, who, claimed, balances.claimable());
    }
    BigInteger paid = balances.claimable().subtract(claimed);
    if (!balances.paid().equals(paid)) {
      findings.add(
          "%s: %s: paid is %s, but claimable went from %s to %s, by %s.",
          RunFiles.PAYOUTS, who, balances.paid(), claimed, balances.claimable(), paid);
    }
  }

  /** What was posted before, account by account, is what the previous run ended with. */
  static void ledger(LineTotals totals, LineTotals previous, Findings findings) {
    TreeSet<AccountKey> keys = new TreeSet<>(AccountKey.ORDER);
    keys.addAll(totals.accounts().keySet());
    keys.addAll(previous.accounts().keySet());
    for (AccountKey key : keys) {
      BigInteger posted = totals.of(key).postedBefore();
      BigInteger ended = previous.of(key).entitled();
      if (!posted.equals(ended)) {
        findings.add(
            "%s: %s: %s was posted before the run, but the previous run ended with %s.",
            RunFiles.LINES, key.inWords(), posted, ended);
      }
    }
  }
}

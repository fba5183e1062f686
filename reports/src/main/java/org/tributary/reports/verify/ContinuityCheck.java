package org.tributary.reports.verify;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.payout.PayoutRow;

/** The run begins where the previous one ended, and takes nothing back that was published. */
final class ContinuityCheck {
  private static final Balances NOTHING =
      Balances.of(Collections.nCopies(Balances.COLUMNS.size(), BigInteger.ZERO));

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
      follows(row, before == null ? NOTHING : before.balances(), findings);
    }
    gone.forEach(
        (key, row) ->
            findings.add(
                "%s: %s is missing, but the previous run closed it with %s, %s kept back and %s"
                    + " claimable.",
                RunFiles.PAYOUTS,
                key.inWords(),
                row.balances().closing(),
                row.balances().reserved(),
                row.balances().claimable()));
  }

  private static void follows(PayoutRow row, Balances before, Findings findings) {
    BigInteger closed = before.closing();
    BigInteger claimed = before.claimable();
    String who = AccountKey.of(row).inWords();
    Balances balances = row.balances();
    if (!balances.opening().equals(closed)) {
      findings.add(
          "%s: %s: opening is %s, but the previous run closed with %s.",
          RunFiles.PAYOUTS, who, balances.opening(), closed);
    }
    if (!balances.reservedBefore().equals(before.reserved())) {
      findings.add(
          "%s: %s: reserved %s - held %s + released %s is %s, but the previous run kept %s back.",
          RunFiles.PAYOUTS,
          who,
          balances.reserved(),
          balances.held(),
          balances.released(),
          balances.reservedBefore(),
          before.reserved());
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

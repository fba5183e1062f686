package org.tributary.reports.verify;

import java.math.BigInteger;
import java.util.List;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.payout.PayoutRow;

/** The two payout files say the same, and every row adds up. */
final class PayoutsCheck {
  private PayoutsCheck() {}

  /** {@code payouts.csv} has the header and the rows of {@code payouts.parquet}, in its order. */
  static void sameRows(List<List<String>> csv, List<PayoutRow> parquet, Findings findings) {
    if (csv.isEmpty() || !csv.get(0).equals(PayoutRow.COLUMNS)) {
      findings.add(
          "%s: the first line must be %s.", RunFiles.CSV, String.join(",", PayoutRow.COLUMNS));
      return;
    }
    if (csv.size() - 1 != parquet.size()) {
      findings.add(
          "%s has %d rows, but %s has %d.",
          RunFiles.CSV, csv.size() - 1, RunFiles.PAYOUTS, parquet.size());
    }
    for (int i = 0; i < Math.min(csv.size() - 1, parquet.size()); i++) {
      sameRow(i + 2, csv.get(i + 1), parquet.get(i), findings);
    }
  }

  private static void sameRow(
      int line, List<String> fields, PayoutRow expected, Findings findings) {
    List<String> wanted = expected.fields();
    if (fields.size() != wanted.size()) {
      findings.add(
          "%s, line %d has %d fields instead of %d.",
          RunFiles.CSV, line, fields.size(), wanted.size());
      return;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!fields.get(i).equals(wanted.get(i))) {
        findings.add(
            "%s, line %d: %s is \"%s\", but %s says \"%s\" (%s).",
            RunFiles.CSV,
            line,
            PayoutRow.COLUMNS.get(i),
            fields.get(i),
            RunFiles.PAYOUTS,
            wanted.get(i),
            AccountKey.of(expected).inWords());
      }
    }
  }

  /** Rows are in order, none stands twice, and each adds up. */
  static void addUp(List<PayoutRow> rows, Findings findings) {
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0 && PayoutRow.ORDER.compare(rows.get(i - 1), rows.get(i)) >= 0) {
        findings.add(
            "%s, row %d: %s must not stand after %s.",
            RunFiles.PAYOUTS,
            i + 1,
            AccountKey.of(rows.get(i)).inWords(),
            AccountKey.of(rows.get(i - 1)).inWords());
      }
      addsUp(rows.get(i), findings);
    }
  }

  private static void addsUp(PayoutRow row, Findings findings) {
    Balances b = row.balances();
    String who = AccountKey.of(row).inWords();
    if (!b.computedClosing().equals(b.closing())) {
      findings.add(
          "%s: %s: opening %s + earned %s + restated %s + capped %s + released %s - held %s - paid"
              + " %s is %s, but closing is %s.",
          RunFiles.PAYOUTS,
          who,
          b.opening(),
          b.earned(),
          b.restated(),
          b.capped(),
          b.released(),
          b.held(),
          b.paid(),
          b.computedClosing(),
          b.closing());
    }
    notNegative(who, "claimable", b.claimable(), findings);
    notNegative(who, "paid", b.paid(), findings);
    notNegative(who, "held", b.held(), findings);
    notNegative(who, "released", b.released(), findings);
    notNegative(who, "reserved", b.reserved(), findings);
    if (b.reserved().signum() > 0 && b.closing().signum() < 0) {
      findings.add(
          "%s: %s: reserved %s can't stand beside a debt, closing %s.",
          RunFiles.PAYOUTS, who, b.reserved(), b.closing());
    }
    if (b.paid().signum() > 0 && b.closing().signum() < 0) {
      findings.add(
          "%s: %s: paid is %s, but the account owes: closing %s.",
          RunFiles.PAYOUTS, who, b.paid(), b.closing());
    }
  }

  private static void notNegative(String who, String column, BigInteger amount, Findings findings) {
    if (amount.signum() < 0) {
      findings.add("%s: %s: %s is %s, below zero.", RunFiles.PAYOUTS, who, column, amount);
    }
  }
}

package org.tributary.reports.verify;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.payout.PayoutRow;

/** The entries that the run would post are what its files say, and each transaction balances. */
final class EntriesCheck {
  private static final String PAYER = "payer:";
  private static final String REFUNDED = "REFUNDED";

  private final Map<String, BigInteger> transactions = new TreeMap<>();
  private final Map<LineTotals.PostKey, BigInteger> earned = new HashMap<>();
  private final Map<AccountKey, Moved> moved = new TreeMap<>(AccountKey.ORDER);
  private final Map<AccountKey, BigInteger> refunds = new TreeMap<>(AccountKey.ORDER);
  private final EntriesDigest digest = new EntriesDigest();

  /** What a payee's moves sum to. */
  private record Moved(BigInteger released, BigInteger held, BigInteger paid) {
    static final Moved NOTHING = new Moved(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    Moved plus(ProposedEntry entry) {
      BigInteger amount = entry.amount();
      if (entry.isPaid()) {
        return new Moved(released, held, paid.add(amount));
      }
      if (!entry.isKept()) {
        return this;
      }
      return amount.signum() < 0
          ? new Moved(released.subtract(amount), held, paid)
          : new Moved(released, held.add(amount), paid);
    }
  }

  /** Reads all entries once. */
  static EntriesCheck read(RunFiles run, Iterator<ProposedEntry> entries, Findings findings) {
    EntriesCheck check = new EntriesCheck();
    String before = "";
    while (entries.hasNext()) {
      ProposedEntry entry = entries.next();
      if (before.compareTo(entry.entryId()) >= 0) {
        findings.add("proposed_entries: entry %s stands twice, or out of order.", entry.entryId());
      }
      if (!entry.runId().equals(run.manifest().runId())
          || !entry.closeDate().equals(run.manifest().closeDate().toString())) {
        findings.add(
            "proposed_entries: entry %s is of run %s, close date %s.",
            entry.entryId(), entry.runId(), entry.closeDate());
      }
      check.add(entry);
      before = entry.entryId();
    }
    check.transactions.forEach(
        (transaction, sum) -> {
          if (sum.signum() != 0) {
            findings.add(
                "proposed_entries: transaction %s sums to %s instead of 0.", transaction, sum);
          }
        });
    return check;
  }

  private void add(ProposedEntry entry) {
    digest.add(entry);
    transactions.merge(
        entry.transactionId() + " in " + entry.tokenId(), entry.amount(), BigInteger::add);
    if (entry.isMove()) {
      moved.merge(entry.payee(), Moved.NOTHING.plus(entry), (sums, first) -> sums.plus(entry));
    } else {
      earned.merge(LineTotals.PostKey.of(entry), entry.amount(), BigInteger::add);
    }
    if (entry.role().equals(REFUNDED)) {
      refunds.merge(entry.payee(), entry.amount(), BigInteger::add);
    }
  }

  /** A refund goes to who paid, all of it, and to nobody else. */
  void refunded(LineTotals lines, Findings findings) {
    refunds.forEach(
        (key, sum) -> {
          if (sum.signum() != 0) {
            findings.add(
                "proposed_entries: the refund of %s sums to %s instead of 0: it must leave the"
                    + " payer's account for the payee's of the same name.",
                key.inWords(), sum);
          }
        });
    lines
        .accounts()
        .forEach(
            (key, sums) -> {
              if (key.account().startsWith(PAYER) && sums.entitled().signum() != 0) {
                findings.add(
                    "%s: %s stands at %s: what goes back to a payer must be moved to its payee's"
                        + " account (REFUNDED).",
                    RunFiles.LINES, key.inWords(), sums.entitled());
              }
            });
  }

  String sha256() {
    return digest.sha256();
  }

  /** What is earned: an entry for each line that posts, and none besides. */
  void earned(LineTotals lines, Findings findings) {
    TreeSet<LineTotals.PostKey> keys = new TreeSet<>(LineTotals.PostKey.ORDER);
    keys.addAll(earned.keySet());
    keys.addAll(lines.posts().keySet());
    for (LineTotals.PostKey key : keys) {
      BigInteger posted = earned.getOrDefault(key, BigInteger.ZERO);
      BigInteger line = lines.posts().getOrDefault(key, BigInteger.ZERO);
      if (!posted.equals(line)) {
        findings.add(
            "proposed_entries: %s as %s for %s is posted %s (%s), but %s says %s.",
            new AccountKey(key.account(), key.tokenId()).inWords(),
            key.role(),
            key.logDate(),
            posted,
            key.reasonCode(),
            RunFiles.LINES,
            line);
      }
    }
  }

  /** What moves: released, held and paid of every payee. */
  void moved(List<PayoutRow> payouts, Findings findings) {
    Map<AccountKey, Moved> left = new TreeMap<>(AccountKey.ORDER);
    left.putAll(moved);
    for (PayoutRow row : payouts) {
      AccountKey key = AccountKey.of(row);
      Moved sums = left.getOrDefault(key, Moved.NOTHING);
      left.remove(key);
      Balances b = row.balances();
      same(key, "released", sums.released(), b.released(), findings);
      same(key, "held", sums.held(), b.held(), findings);
      same(key, "paid", sums.paid(), b.paid(), findings);
    }
    left.keySet()
        .forEach(
            key ->
                findings.add(
                    "proposed_entries moves something of %s, but %s has no row for it.",
                    key.inWords(), RunFiles.PAYOUTS));
  }

  private static void same(
      AccountKey key, String column, BigInteger posted, BigInteger said, Findings findings) {
    if (!posted.equals(said)) {
      findings.add(
          "proposed_entries: %s: entries post %s as %s, but %s says %s.",
          key.inWords(), posted, column, RunFiles.PAYOUTS, said);
    }
  }
}

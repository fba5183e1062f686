package org.tributary.reports.verify;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.schemas.policy.PolicyBook;

/** The tables of a run, made from its rows and lines. */
final class SampleTables implements RunTables {
  final List<ProposedEntry> entries = new ArrayList<>();
  final List<Gap> gaps = new ArrayList<>();
  final List<Unlined> unlined = new ArrayList<>();
  final Map<String, String> shut = new TreeMap<>();
  final List<Disputed> disputed = new ArrayList<>();
  final Map<Payee, BigInteger> paid = new HashMap<>();
  PolicyBook policy = TablesCheckTest.policy();
  LocalDate asked;

  SampleTables(SampleRun run) {
    for (PayoutLine line : run.lines) {
      if (line.amount().signum() != 0) {
        entry(
            run,
            line.logDate(),
            line.logDate(),
            line.account(),
            line.role(),
            line.amount(),
            line.reasonCode().orElseThrow());
      }
    }
    for (PayoutRow row : run.payouts) {
      move(run, row.accountId(), "payable:" + row.accountId(), row.balances().paid(), "PAID");
      move(run, row.accountId(), "kept:HOLD:" + row.accountId(), row.balances().held(), "HELD");
    }
    entries.sort(Comparator.comparing(ProposedEntry::entryId));
  }

  private void move(SampleRun run, String payee, String to, BigInteger amount, String reason) {
    if (amount.signum() != 0) {
      String date = run.manifest.closeDate().toString();
      entry(run, "move " + payee, date, "payee:" + payee, "PAYOUT", amount.negate(), reason);
      entry(run, "move " + payee, date, to, "PAYOUT", amount, reason);
    }
  }

  private void entry(
      SampleRun run,
      String transaction,
      String logDate,
      String account,
      String role,
      BigInteger amount,
      String reason) {
    entries.add(
        new ProposedEntry(
            account + "/" + role + "/" + logDate,
            transaction,
            run.manifest.runId(),
            run.manifest.closeDate().toString(),
            logDate,
            "USDC",
            account,
            role,
            Optional.empty(),
            Optional.empty(),
            amount,
            reason,
            Optional.empty(),
            "sample"));
  }

  void dispute(String payee, String logDate, long least, long most) {
    disputed.add(
        new Disputed(
            new Payee(payee, "USDC"),
            "sample",
            LocalDate.parse(logDate),
            true,
            BigInteger.valueOf(least),
            BigInteger.valueOf(most)));
  }

  private int indexOf(String start) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).entryId().startsWith(start)) {
        return i;
      }
    }
    throw new IllegalArgumentException(start);
  }

  void replace(String start, long amount) {
    int index = indexOf(start);
    ProposedEntry e = entries.get(index);
    entries.set(index, changed(e, e.account(), BigInteger.valueOf(amount)));
  }

  void rename(String start, String account) {
    int index = indexOf(start);
    ProposedEntry e = entries.get(index);
    entries.set(index, changed(e, account, e.amount()));
  }

  void remove(String start) {
    entries.remove(indexOf(start));
  }

  private static ProposedEntry changed(ProposedEntry e, String account, BigInteger amount) {
    return new ProposedEntry(
        e.entryId(),
        e.transactionId(),
        e.runId(),
        e.closeDate(),
        e.logDate(),
        e.tokenId(),
        account,
        e.role(),
        e.modelId(),
        e.datanetId(),
        amount,
        e.reasonCode(),
        e.corrects(),
        e.policyId());
  }

  @Override
  public PolicyBook policies() {
    return policy;
  }

  @Override
  public Iterator<ProposedEntry> entries() {
    return entries.iterator();
  }

  @Override
  public List<Gap> gaps() {
    return gaps;
  }

  @Override
  public List<Unlined> unlined() {
    return unlined;
  }

  @Override
  public Map<String, String> shut() {
    return shut;
  }

  @Override
  public List<Disputed> disputed() {
    return disputed;
  }

  @Override
  public Map<Payee, BigInteger> paidSince(LocalDate start) {
    asked = start;
    return paid;
  }
}

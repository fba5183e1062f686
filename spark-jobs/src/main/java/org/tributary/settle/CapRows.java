package org.tributary.settle;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.ledger.Account;
import org.tributary.ledger.PayoutTransaction;
import org.tributary.ledger.PeriodCap;
import org.tributary.ledger.Reason;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.session.Amounts;

/**
 * Redistributing caps: of a period that is over, the entries that bring what was moved so far to
 * what the cap says of the period as recomputed; of a period that isn't, what to keep until then. A
 * period is a calendar period under one policy.
 */
record CapRows(PolicyBook policies, String runId, LocalDate closeDate) implements Serializable {
  /** Rows of both: an entry has an id, what to keep has none. */
  static final StructType TYPE =
      StructType.fromDDL(
          "policy_id STRING, token_id STRING, log_date DATE, account STRING, amount DECIMAL(38,0),"
              + " entry_id STRING, transaction_id STRING, corrects_transaction_id STRING");

  private static final Account LEFT = new Account.Suspense("cap");

  /** What one period of one policy and token has. */
  private static final class Period {
    private final Map<String, BigInteger> earned = new TreeMap<>();
    private final Map<String, BigInteger> moved = new TreeMap<>();
    private String corrects;
  }

  /** The key of a row of {@code contributor_earnings.sql}: policy, token and first date. */
  String periodOf(Row row) {
    return String.join(
        "\n", row.getAs("policy_id"), row.getAs("token_id"), startOf(row).toString());
  }

  private LocalDate startOf(Row row) {
    LocalDate date = row.<java.sql.Date>getAs("log_date").toLocalDate();
    Optional<Policy> policy = policy(row.getAs("policy_id"));
    if (row.getAs("account_id") == null || policy.isEmpty()) {
      return date;
    }
    LocalDate start = CapPeriod.start(policy.get().payout().period(), date);
    LocalDate from = policy.get().effectiveFrom();
    return start.isBefore(from) ? from : start;
  }

  Iterator<Row> rows(String key, Iterator<Row> rows) {
    String[] parts = key.split("\n", -1);
    LocalDate start = LocalDate.parse(parts[2]);
    Period period = read(rows);
    Optional<BigInteger> cap = capOf(parts[0], parts[1]);
    boolean over =
        policy(parts[0])
            .map(policy -> CapPeriod.end(policy.payout().period(), start))
            .map(end -> !end.isAfter(closeDate.plusDays(1)))
            .orElse(true);
    return over
        ? moves(parts[0], parts[1], start, period, cap).iterator()
        : kept(parts[0], parts[1], start, period, cap).iterator();
  }

  private Optional<Policy> policy(String policyId) {
    return policies.policies().stream()
        .filter(policy -> policy.policyId().equals(policyId))
        .findFirst();
  }

  private Optional<BigInteger> capOf(String policyId, String tokenId) {
    return policy(policyId)
        .map(Policy::payout)
        .filter(rule -> rule.cap() == PayoutRule.Excess.REDISTRIBUTE)
        .map(rule -> rule.capAmounts().get(tokenId));
  }

  private static Period read(Iterator<Row> rows) {
    Period period = new Period();
    while (rows.hasNext()) {
      Row row = rows.next();
      String account = row.getAs("account");
      period.earned.merge(account, Amounts.of(row, "earned"), BigInteger::add);
      period.moved.merge(account, Amounts.of(row, "moved"), BigInteger::add);
      String transaction = row.getAs("transaction_id");
      if (transaction != null
          && (period.corrects == null || transaction.compareTo(period.corrects) < 0)) {
        period.corrects = transaction;
      }
    }
    return period;
  }

  private List<Row> moves(
      String policyId, String tokenId, LocalDate start, Period period, Optional<BigInteger> cap) {
    Map<String, BigInteger> targets = new TreeMap<>();
    if (cap.isPresent()) {
      Map<String, BigInteger> capped = new TreeMap<>(period.earned);
      capped.remove(LEFT.text());
      PeriodCap.Capped result = PeriodCap.redistribute(capped, cap.get());
      result
          .amounts()
          .forEach(
              (account, amount) ->
                  targets.put(account, amount.subtract(period.earned.get(account))));
      targets.put(LEFT.text(), result.left());
    }
    TreeSet<String> accounts = new TreeSet<>(targets.keySet());
    accounts.addAll(period.moved.keySet());
    String transaction =
        new PayoutTransaction.Id(runId, closeDate, tokenId, "CAP " + policyId + " " + start).hash();
    List<Row> entries = new ArrayList<>();
    for (String account : accounts) {
      BigInteger change =
          targets
              .getOrDefault(account, BigInteger.ZERO)
              .subtract(period.moved.getOrDefault(account, BigInteger.ZERO));
      if (change.signum() != 0) {
        String id =
            CanonicalJson.sha256(
                CanonicalJson.write(List.of(transaction, account, Reason.CAP.name())));
        entries.add(row(policyId, tokenId, start, account, change, id, transaction, period));
      }
    }
    return entries;
  }

  private static List<Row> kept(
      String policyId, String tokenId, LocalDate start, Period period, Optional<BigInteger> cap) {
    List<Row> kept = new ArrayList<>();
    if (cap.isPresent()) {
      period.earned.forEach(
          (account, amount) -> {
            BigInteger above = amount.subtract(cap.get());
            if (above.signum() > 0) {
              kept.add(row(policyId, tokenId, start, account, above, null, null, period));
            }
          });
    }
    return kept;
  }

  private static Row row(
      String policyId,
      String tokenId,
      LocalDate start,
      String account,
      BigInteger amount,
      String entryId,
      String transactionId,
      Period period) {
    return RowFactory.create(
        policyId,
        tokenId,
        java.sql.Date.valueOf(start),
        account,
        new BigDecimal(amount),
        entryId,
        transactionId,
        period.corrects);
  }
}

package org.tributary.settle;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.ledger.KeptFor;
import org.tributary.ledger.PayoutTransaction;
import org.tributary.ledger.Reason;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.session.Amounts;

/**
 * Redistributing caps: of a period that is over, the entries that bring what was moved so far to
 * what the cap says of the period as recomputed; of a period that isn't, what to keep until then. A
 * period is a calendar period; where policies follow each other within it, each has its part, and
 * all share one allowance.
 */
record CapRows(PolicyBook policies, String runId, LocalDate closeDate) implements Serializable {
  /** Rows of both: an entry has an id, what to keep has a reason for people. */
  static final StructType TYPE =
      StructType.fromDDL(
          "policy_id STRING, token_id STRING, log_date DATE, account STRING, amount DECIMAL(38,0),"
              + " entry_id STRING, transaction_id STRING, corrects_transaction_id STRING,"
              + " why STRING, reason STRING");

  private static final String RUNNING = "above the cap of a period that isn't over";
  private static final String DOUBTFUL = "what a cap gave for pay that is kept back";

  /** A policy, and its first date in the period. */
  private record PartKey(LocalDate start, String policyId) {
    static final Comparator<PartKey> ORDER =
        Comparator.comparing(PartKey::start).thenComparing(PartKey::policyId);
  }

  /** What the rows say of a part. */
  private static final class Part {
    private final Map<String, CapPart.Earned> accounts = new TreeMap<>();
    private String corrects;

    void add(Row row) {
      accounts.merge(
          row.getAs("account"),
          new CapPart.Earned(
              Amounts.of(row, "earned"),
              Amounts.of(row, "disputed"),
              row.<Boolean>getAs("is_shut"),
              Amounts.of(row, "moved")),
          CapPart.Earned::plus);
      String transaction = row.getAs("transaction_id");
      if (transaction != null && (corrects == null || transaction.compareTo(corrects) < 0)) {
        corrects = transaction;
      }
    }
  }

  /** The key of a row of {@code contributor_earnings.sql}: token, kind of period and first date. */
  String periodOf(Row row) {
    LocalDate date = row.<java.sql.Date>getAs("log_date").toLocalDate();
    Optional<PayoutRule.Period> period = periodOf(row.<String>getAs("policy_id"));
    return String.join(
        "\n",
        row.getAs("token_id"),
        period.map(Enum::name).orElse(""),
        period.map(kind -> CapPeriod.start(kind, date)).orElse(date).toString());
  }

  private Optional<PayoutRule.Period> periodOf(String policyId) {
    return policy(policyId).map(policy -> policy.payout().period());
  }

  private Optional<Policy> policy(String policyId) {
    return policies.policies().stream()
        .filter(policy -> policy.policyId().equals(policyId))
        .findFirst();
  }

  private PartKey partOf(Row row) {
    LocalDate date = row.<java.sql.Date>getAs("log_date").toLocalDate();
    String policyId = row.getAs("policy_id");
    // What was moved stands under the first date of its part already.
    if (row.<Boolean>getAs("is_moved") || policy(policyId).isEmpty()) {
      return new PartKey(date, policyId);
    }
    LocalDate start = CapPeriod.start(periodOf(policyId).get(), date);
    LocalDate from = policy(policyId).get().effectiveFrom();
    return new PartKey(start.isBefore(from) ? from : start, policyId);
  }

  Iterator<Row> rows(String key, Iterator<Row> rows) {
    String[] parts = key.split("\n", -1);
    boolean over =
        parts[1].isEmpty()
            || !CapPeriod.end(PayoutRule.Period.valueOf(parts[1]), LocalDate.parse(parts[2]))
                .isAfter(closeDate.plusDays(1));
    TreeMap<PartKey, Part> period = new TreeMap<>(PartKey.ORDER);
    rows.forEachRemaining(row -> period.computeIfAbsent(partOf(row), start -> new Part()).add(row));
    List<Row> result = new ArrayList<>();
    Map<String, BigInteger> used = new HashMap<>();
    for (Map.Entry<PartKey, Part> part : period.entrySet()) {
      used = add(result, new PartRows(parts[0], part.getKey(), part.getValue()), over, used);
    }
    return result.iterator();
  }

  /** Adds the rows of a part, and tells what is used of the allowance after it. */
  private Map<String, BigInteger> add(
      List<Row> rows, PartRows part, boolean over, Map<String, BigInteger> used) {
    Optional<BigInteger> cap = capOf(part.key.policyId, part.tokenId);
    if (cap.isEmpty()) {
      rows.addAll(part.entries(new TreeMap<>()));
      return used;
    }
    CapPart capped = new CapPart(part.part.accounts, cap.get());
    CapPart.Result result = over ? capped.over(used) : capped.running(used);
    if (over) {
      rows.addAll(part.entries(result.moves()));
    }
    result.kept().forEach((account, a) -> rows.add(part.kept(account, a, KeptFor.CAP, RUNNING)));
    result
        .doubtful()
        .forEach((account, a) -> rows.add(part.kept(account, a, KeptFor.ITEM_HOLD, DOUBTFUL)));
    return result.used();
  }

  private Optional<BigInteger> capOf(String policyId, String tokenId) {
    return policy(policyId)
        .map(Policy::payout)
        .filter(rule -> rule.cap() == PayoutRule.Excess.REDISTRIBUTE)
        .map(rule -> rule.capAmounts().get(tokenId));
  }

  /** Makes the rows of one part. */
  private final class PartRows {
    private final String tokenId;
    private final PartKey key;
    private final Part part;

    PartRows(String tokenId, PartKey key, Part part) {
      this.tokenId = tokenId;
      this.key = key;
      this.part = part;
    }

    /** What brings that which was moved so far to {@code targets}. */
    List<Row> entries(SortedMap<String, BigInteger> targets) {
      TreeSet<String> accounts = new TreeSet<>(targets.keySet());
      accounts.addAll(part.accounts.keySet());
      String transaction =
          new PayoutTransaction.Id(
                  runId, closeDate, tokenId, "CAP " + key.policyId + " " + key.start)
              .hash();
      List<Row> entries = new ArrayList<>();
      for (String account : accounts) {
        BigInteger moved = part.accounts.getOrDefault(account, CapPart.Earned.NOTHING).moved();
        BigInteger change = targets.getOrDefault(account, BigInteger.ZERO).subtract(moved);
        if (change.signum() != 0) {
          String id =
              CanonicalJson.sha256(
                  CanonicalJson.write(List.of(transaction, account, Reason.CAP.name())));
          entries.add(row(account, change, id, transaction, null, null));
        }
      }
      return entries;
    }

    Row kept(String account, BigInteger amount, KeptFor why, String reason) {
      return row(account, amount, null, null, why.name(), reason);
    }

    private Row row(
        String account,
        BigInteger amount,
        String entryId,
        String transactionId,
        String why,
        String reason) {
      return RowFactory.create(
          key.policyId,
          tokenId,
          java.sql.Date.valueOf(key.start),
          account,
          new BigDecimal(amount),
          entryId,
          transactionId,
          part.corrects,
          why,
          reason);
    }
  }
}

package org.tributary.settle;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.ledger.Account;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Amounts;
import org.tributary.session.ExactSum;
import org.tributary.session.RunContext;

/** Decisions about suspense accounts: from rows to entries. Both are few. */
final class Discharges {
  private static final StructType ENTRY =
      StructType.fromDDL(
          "policy_id STRING, token_id STRING, log_date DATE, account STRING, amount DECIMAL(38,0),"
              + " entry_id STRING, transaction_id STRING, corrects_transaction_id STRING");

  private final RunContext run;
  private DischargeRules.Result result = new DischargeRules.Result(List.of(), List.of());

  Discharges(RunContext run) {
    this.run = run;
  }

  /** Carries out what is decided by the close date; needs the views of posted and proposed. */
  void decide() {
    List<SuspenseDecision> decisions = decisions();
    if (!decisions.isEmpty()) {
      Map<String, Map<DischargeRules.Place, BigInteger>> posted = posted(decisions);
      result = DischargeRules.carryOut(decisions, standing(), posted, stood(decisions, posted));
    }
  }

  /** Asked only of those that say nothing of an amount and have moved nothing: mostly of none. */
  private Map<String, BigInteger> stood(
      List<SuspenseDecision> decisions, Map<String, Map<DischargeRules.Place, BigInteger>> posted) {
    List<SuspenseDecision> unmoved =
        decisions.stream()
            .filter(decision -> decision.amount().isEmpty())
            .filter(decision -> posted.getOrDefault(decision.decisionId(), Map.of()).isEmpty())
            .toList();
    return unmoved.isEmpty() ? Map.of() : FirstNights.of(run).stood(unmoved);
  }

  List<String> warnings() {
    return result.warnings();
  }

  /** All but run, close date, role and reason. */
  Dataset<Row> entries() {
    LocalDate closeDate = run.manifest().closeDate();
    String policyId = run.policies().inForceOn(closeDate).policyId();
    List<Row> rows = new ArrayList<>();
    for (DischargeRules.Posting posting : result.postings()) {
      String transaction = transaction(posting.decisionId());
      rows.add(
          RowFactory.create(
              policyId,
              posting.place().tokenId(),
              java.sql.Date.valueOf(closeDate),
              posting.place().account().text(),
              new BigDecimal(posting.amount()),
              sha256(
                  transaction,
                  run.manifest().runId(),
                  posting.place().tokenId(),
                  posting.place().account().text()),
              transaction,
              null));
    }
    return run.spark().createDataFrame(rows, ENTRY);
  }

  /** All that one decision ever moves is one transaction. */
  static String transaction(String decisionId) {
    return sha256("DISCHARGE", decisionId);
  }

  private static String sha256(String... parts) {
    return CanonicalJson.sha256(CanonicalJson.write(List.of(parts)));
  }

  private List<SuspenseDecision> decisions() {
    List<SuspenseDecision> decisions = new ArrayList<>();
    Optional<Dataset<Row>> table = SettleInputs.pinned(run, Tables.SUSPENSE_DECISIONS);
    if (table.isEmpty()) {
      return decisions;
    }
    for (Row row :
        table.get().where(col("valid_from").leq(lit(run.manifest().closeDate()))).collectAsList()) {
      BigDecimal amount = row.getAs("amount");
      decisions.add(
          new SuspenseDecision(
              row.getAs("decision_id"),
              row.<java.sql.Date>getAs("valid_from").toLocalDate(),
              new Account.Suspense(row.getAs("suspense")),
              row.getAs("token_id"),
              Account.parse(row.getAs("account")),
              Optional.ofNullable(amount).map(BigDecimal::toBigIntegerExact)));
    }
    return decisions;
  }

  private static DischargeRules.Place place(Row row) {
    return new DischargeRules.Place(
        Account.parse(row.getAs("account")), row.<String>getAs("token_id"));
  }

  private Map<DischargeRules.Place, BigInteger> standing() {
    Map<DischargeRules.Place, BigInteger> standing = new HashMap<>();
    for (Row row : SettleQueries.run(run.spark(), "suspense").collectAsList()) {
      standing.put(place(row), ExactSum.of(row, "amount"));
    }
    return standing;
  }

  private Map<String, Map<DischargeRules.Place, BigInteger>> posted(
      List<SuspenseDecision> decisions) {
    Map<String, String> decisionOf = new HashMap<>();
    decisions.forEach(d -> decisionOf.put(transaction(d.decisionId()), d.decisionId()));
    Map<String, Map<DischargeRules.Place, BigInteger>> posted = new HashMap<>();
    for (Row row :
        run.spark().table("settle_posted").where("role = 'DISCHARGED'").collectAsList()) {
      String decision = decisionOf.get(row.<String>getAs("transaction_id"));
      if (decision != null) {
        posted
            .computeIfAbsent(decision, id -> new HashMap<>())
            .merge(place(row), Amounts.of(row, "amount"), BigInteger::add);
      }
    }
    posted.values().forEach(accounts -> accounts.values().removeIf(a -> a.signum() == 0));
    return posted;
  }
}

package org.tributary.allocate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.tributary.ledger.EntryKey;
import org.tributary.ledger.Reason;
import org.tributary.ledger.Transaction;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.session.Amounts;
import scala.Tuple2;

/** From entitlements and posted entries to the entries that a run proposes, on Spark. */
final class ProposedRows {
  private static final Column[] KEY = {
    col("log_date"),
    col("token_id"),
    col("source_kind"),
    col("account"),
    col("role"),
    col("model_id"),
    col("datanet_id")
  };

  private ProposedRows() {}

  /**
   * One row per entry, as table proposed_entries has them.
   *
   * @param entitlements all up to the close date
   * @param posted all entries before the run that say what was earned
   */
  static Dataset<Row> of(
      Dataset<Row> entitlements,
      Dataset<Row> posted,
      PolicyBook policies,
      String runId,
      LocalDate closeDate) {
    // Amounts of entitlements are never negative, so a sum overflows only where the total does.
    Dataset<Row> recomputed =
        entitlements
            .groupBy(KEY)
            .agg(sum(col("amount")).as("amount"))
            .withColumn("first", lit(null).cast(DataTypes.StringType));
    return recomputed
        .unionByName(
            posted
                .withColumn("source_kind", lit(null).cast(DataTypes.StringType))
                .withColumn(
                    "first",
                    when(col("reason_code").equalTo(Reason.EARNED.name()), col("transaction_id")))
                .select(recomputed.columns()[0], tail(recomputed.columns())))
        .groupByKey(
            (MapFunction<Row, Tuple2<String, String>>)
                row ->
                    new Tuple2<>(
                        AllocateRows.date(row, "log_date").toString(), row.getAs("token_id")),
            Encoders.tuple(Encoders.STRING(), Encoders.STRING()))
        .flatMapGroups(
            (FlatMapGroupsFunction<Tuple2<String, String>, Row, Row>)
                (key, rows) ->
                    entries(
                        new Transaction.Id(runId, LocalDate.parse(key._1()), key._2()),
                        rows,
                        policies,
                        closeDate),
            Encoders.row(AllocateRows.ENTRY));
  }

  private static Iterator<Row> entries(
      Transaction.Id id, Iterator<Row> rows, PolicyBook policies, LocalDate closeDate) {
    Balances balances = new Balances();
    while (rows.hasNext()) {
      Row row = rows.next();
      EntryKey key = AllocateRows.entryKey(row);
      BigInteger amount = Amounts.of(row, "amount");
      String kind = row.getAs("source_kind");
      if (kind == null) {
        balances.posted(key, amount);
        AllocateRows.optional(row, "first").ifPresent(balances::first);
      } else {
        balances.entitled(key, SourceKind.valueOf(kind), amount);
      }
    }
    String policyId = policies.inForceOn(id.logDate()).policyId();
    Transaction transaction = balances.difference(id);
    List<Row> entries = new ArrayList<>();
    transaction
        .entries()
        .forEach(entry -> entries.add(AllocateRows.entry(transaction, entry, closeDate, policyId)));
    return entries.iterator();
  }

  private static String[] tail(String[] columns) {
    return Arrays.copyOfRange(columns, 1, columns.length);
  }
}

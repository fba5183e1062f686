package org.tributary.settle;

import static org.apache.spark.sql.functions.col;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.table.Tables;
import org.tributary.session.ExactSum;
import org.tributary.session.RunContext;

/**
 * The first nights of decisions that name no amount. The ledger doesn't say of one that found
 * nothing that it was carried out; without the night it would take what comes later.
 *
 * @param nights close dates of the runs that the run continues
 */
record FirstNights(RunContext run, NavigableSet<LocalDate> nights) {
  private static final StructType DECISION =
      StructType.fromDDL(
          "decision_id STRING, account STRING, token_id STRING, night DATE, transaction_id STRING");

  /** Of a run, by the chain of runs before it. */
  static FirstNights of(RunContext run) {
    Map<String, Row> runs = new HashMap<>();
    run.warehouse()
        .read(Tables.RUNS)
        .select(col("run_id"), col("close_date"), col("previous_run_id"))
        .collectAsList()
        .forEach(row -> runs.put(row.getString(0), row));
    NavigableSet<LocalDate> nights = new TreeSet<>();
    Optional<String> next = run.manifest().prior().previousRunId();
    while (next.isPresent()) {
      // Taken out, so that a chain that bites its tail ends.
      Row row = runs.remove(next.get());
      if (row == null) {
        break;
      }
      nights.add(row.getDate(1).toLocalDate());
      next = Optional.ofNullable(row.getString(2));
    }
    return new FirstNights(run, nights);
  }

  /** What stood on the account of each decision whose first night is over; never below zero. */
  Map<String, BigInteger> stood(List<SuspenseDecision> decisions) {
    Map<String, BigInteger> stood = new HashMap<>();
    List<Row> over = new ArrayList<>();
    for (SuspenseDecision decision : decisions) {
      LocalDate night = nights.ceiling(decision.validFrom());
      if (night != null) {
        stood.put(decision.decisionId(), BigInteger.ZERO);
        over.add(
            RowFactory.create(
                decision.decisionId(),
                decision.from().text(),
                decision.tokenId(),
                java.sql.Date.valueOf(night),
                Discharges.transaction(decision.decisionId())));
      }
    }
    if (!over.isEmpty()) {
      run.spark().createDataFrame(over, DECISION).createOrReplaceTempView("settle_first_nights");
      for (Row row : SettleQueries.run(run.spark(), "stood").collectAsList()) {
        stood.put(row.getString(0), ExactSum.of(row, "amount").max(BigInteger.ZERO));
      }
    }
    return stood;
  }
}

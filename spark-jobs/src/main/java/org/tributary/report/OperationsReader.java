package org.tributary.report;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.tributary.reports.payout.Operations;

/** What serving cost, and who shaped the agent runs that went wrong. */
final class OperationsReader {
  private static final int LARGEST_SERVINGS = 50;
  private static final int LAST_RUNS = 10;
  private static final int LARGEST_SHARES = 3;
  private static final List<String> KINDS = List.of("MODEL", "ADAPTER", "DATANET", "CONTRIBUTION");

  private final ReportQueries queries;
  private final TokenBook tokens;

  OperationsReader(ReportQueries queries, TokenBook tokens) {
    this.queries = queries;
    this.tokens = tokens;
  }

  Operations read() {
    List<Row> serving =
        queries.run("serving").where(col("rank").leq(LARGEST_SERVINGS)).collectAsList();
    List<Row> failures =
        queries
            .run("responsibility")
            .where(col("run_rank").leq(LAST_RUNS).and(col("rank").leq(LARGEST_SHARES)))
            .collectAsList();
    return new Operations(
        serving.stream()
            .sorted(Comparator.comparing((Row row) -> row.<Integer>getAs("rank")))
            .map(this::servingCost)
            .toList(),
        serving.isEmpty() ? 0 : serving.get(0).<Long>getAs("servings"),
        failures.stream()
            .sorted(
                Comparator.comparing((Row row) -> row.<Integer>getAs("run_rank"))
                    .thenComparing(row -> KINDS.indexOf(row.<String>getAs("kind")))
                    .thenComparing(row -> row.<Integer>getAs("rank")))
            .map(OperationsReader::runShare)
            .toList(),
        failures.isEmpty() ? 0 : failures.get(0).<Long>getAs("failures"));
  }

  private Operations.ServingCost servingCost(Row row) {
    return new Operations.ServingCost(
        tokens.of(row.getAs("token_id")),
        row.getAs("base_model_id"),
        row.getAs("model_id"),
        row.getAs("node_id"),
        row.<Long>getAs("inferences"),
        integer(row, "gpu_ms"),
        row.<Long>getAs("tokens"),
        integer(row, "fee"),
        integer(row, "infrastructure"));
  }

  private static Operations.RunShare runShare(Row row) {
    return new Operations.RunShare(
        row.getAs("log_date").toString(),
        row.getAs("agent_run_id"),
        row.getAs("outcome"),
        row.getAs("kind"),
        Optional.ofNullable(row.getAs("subject_id")),
        Optional.ofNullable(row.getAs("contributor_id")),
        row.<Long>getAs("steps"),
        row.<Long>getAs("share"));
  }

  private static BigInteger integer(Row row, String column) {
    return row.<BigDecimal>getAs(column).toBigIntegerExact();
  }
}

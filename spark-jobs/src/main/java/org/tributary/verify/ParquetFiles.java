package org.tributary.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.reports.payout.PayoutToken;
import org.tributary.reports.verify.RunFiles;
import org.tributary.session.RunFolder;
import org.tributary.session.SparkFailures;

/** Parquet files of a run's folder, as records in the files' order. */
record ParquetFiles(SparkSession spark, RunFolder folder) implements RunFiles.Parquet {
  @Override
  public List<PayoutRow> payouts() {
    return reading(() -> rows(RunFiles.PAYOUTS).collectAsList()).stream()
        .map(ParquetFiles::payout)
        .toList();
  }

  @Override
  public Iterator<PayoutLine> lines() {
    Iterator<Row> rows = reading(() -> rows(RunFiles.LINES).toLocalIterator());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return reading(rows::hasNext);
      }

      @Override
      public PayoutLine next() {
        return line(reading(rows::next));
      }
    };
  }

  /**
   * Scala throws checked exceptions undeclared, and a file that can't be read must be a finding.
   */
  private static <T> T reading(Callable<T> read) {
    return SparkFailures.explained("verify", read);
  }

  private Dataset<Row> rows(String name) {
    if (!folder.exists(name)) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return spark.read().parquet(folder.location() + "/" + name);
  }

  private static PayoutRow payout(Row row) {
    return new PayoutRow(
        row.getAs("account_id"),
        optional(row, "display_name"),
        new PayoutToken(
            row.getAs("token_id"),
            row.<Integer>getAs("decimals"),
            row.<Long>getAs("chain_id"),
            row.getAs("token_address")),
        optional(row, "address"),
        row.getAs("status"),
        optional(row, "reason"),
        Balances.of(Balances.COLUMNS.stream().map(column -> integer(row, column)).toList()));
  }

  private static PayoutLine line(Row row) {
    return new PayoutLine(
        row.getAs("account"),
        row.getAs("token_id"),
        row.<Date>getAs("log_date").toString(),
        row.getAs("role"),
        optional(row, "model_id"),
        optional(row, "datanet_id"),
        row.getAs("policy_id"),
        optional(row, "reason_code"),
        Optional.ofNullable(row.<Long>getAs("share_standard_error")),
        integer(row, "entitled"),
        integer(row, "posted_before"),
        integer(row, "amount"));
  }

  private static Optional<String> optional(Row row, String column) {
    return Optional.ofNullable(row.getAs(column));
  }

  private static BigInteger integer(Row row, String column) {
    return row.<BigDecimal>getAs(column).toBigIntegerExact();
  }
}

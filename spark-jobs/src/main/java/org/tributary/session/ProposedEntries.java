package org.tributary.session;

import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.reports.verify.EntriesDigest;
import org.tributary.reports.verify.ProposedEntry;
import org.tributary.schemas.table.Tables;

/** What a run would post, as verify reads it and publish compares it. */
public final class ProposedEntries {
  private ProposedEntries() {}

  /** The rows of table proposed_entries. */
  public static Dataset<Row> rows(RunContext run) {
    return run.warehouse()
        .read(Tables.PROPOSED_ENTRIES)
        .where(col("run_id").equalTo(run.manifest().runId()));
  }

  /** The run's entries, by entry id. */
  public static Iterator<ProposedEntry> of(RunContext run) {
    return new Mapped<>(rows(run).orderBy("entry_id").toLocalIterator(), ProposedEntries::entry);
  }

  /** The hash that verify writes into verify.json. */
  public static String sha256(RunContext run) {
    return EntriesDigest.of(of(run));
  }

  private static ProposedEntry entry(Row row) {
    return new ProposedEntry(
        row.getAs("entry_id"),
        row.getAs("transaction_id"),
        row.getAs("run_id"),
        row.getAs("close_date").toString(),
        row.getAs("log_date").toString(),
        row.getAs("token_id"),
        row.getAs("account"),
        row.getAs("role"),
        Optional.ofNullable(row.getAs("model_id")),
        Optional.ofNullable(row.getAs("datanet_id")),
        Amounts.of(row, "amount"),
        row.getAs("reason_code"),
        Optional.ofNullable(row.getAs("corrects_transaction_id")),
        row.getAs("policy_id"));
  }
}

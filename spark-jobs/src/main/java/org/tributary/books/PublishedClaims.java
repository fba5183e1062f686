package org.tributary.books;

import static org.apache.spark.sql.functions.col;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.tributary.ledger.Account;
import org.tributary.reports.confirm.LedgerClaim;
import org.tributary.reports.confirm.LedgerReconciliation.Payable;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Amounts;
import org.tributary.session.SparkFailures;
import org.tributary.session.Warehouse;

/** What a published run made claimable, and what the ledger says of it, to compare the two. */
public final class PublishedClaims {
  private final Warehouse warehouse;
  private final String runId;

  private PublishedClaims(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
  }

  /**
   * Claims of a run.
   *
   * @throws TributaryException if it isn't published in {@code warehouse}
   */
  public static PublishedClaims of(Warehouse warehouse, String runId) {
    List<String> published = Books.of(warehouse).runIds();
    if (!published.contains(runId)) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "Run %s isn't published in %s, so the ledger knows nothing of its settlement. Name the"
              + " warehouse that the settlement comes from.",
          runId,
          warehouse.root());
    }
    return new PublishedClaims(warehouse, runId);
  }

  /** All claims of the run. */
  public List<LedgerClaim> claims() {
    return SparkFailures.explained(
        "the claims of a run",
        () ->
            warehouse
                .read(Tables.CLAIMS)
                .where(col("run_id").equalTo(runId))
                .collectAsList()
                .stream()
                .map(PublishedClaims::claim)
                .toList());
  }

  /** What stood on {@code payable:} after the run, by account and token. */
  public Map<Payable, BigInteger> payables() {
    List<String> runs = Books.of(warehouse).runIds();
    Object[] upTo = runs.subList(0, runs.indexOf(runId) + 1).toArray();
    Map<Payable, BigInteger> payables = new HashMap<>();
    List<Row> entries =
        SparkFailures.explained(
            "the ledger's payables",
            () ->
                warehouse
                    .read(Tables.LEDGER_ENTRIES)
                    .where(col("account").startsWith("payable:").and(col("run_id").isin(upTo)))
                    .select("account", "token_id", "amount")
                    .collectAsList());
    for (Row entry : entries) {
      if (Account.parse(entry.getString(0)) instanceof Account.Payable account) {
        payables.merge(
            new Payable(account.accountId(), entry.getString(1)),
            Amounts.of(entry, "amount"),
            BigInteger::add);
      }
    }
    return payables;
  }

  private static LedgerClaim claim(Row row) {
    return new LedgerClaim(
        row.getAs("account_id"),
        row.<Long>getAs("chain_id"),
        row.getAs("distributor"),
        row.getAs("address"),
        row.getAs("token_id"),
        row.getAs("token_address"),
        Amounts.of(row, "cumulative"));
  }
}

package org.tributary.books;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.ledger.Account;
import org.tributary.ledger.Reason;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Amounts;
import org.tributary.session.SparkFailures;
import org.tributary.session.SqlFile;
import org.tributary.session.Warehouse;
import org.tributary.session.WarehouseFormat;

/**
 * The posted ledger, read by itself: no table of a stage stands beside it. Of table {@code runs} it
 * takes the order of the runs, since two may have the same close date.
 */
public final class Books {
  private final Warehouse warehouse;
  private Optional<LocalDate> asOf = Optional.empty();

  private Books(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  public static Books of(Warehouse warehouse) {
    return new Books(warehouse);
  }

  /** Only runs that close on that date or before. */
  public Books asOf(LocalDate closeDate) {
    this.asOf = Optional.of(closeDate);
    return this;
  }

  /** Sums by kind of account, and what is wrong. */
  public TrialBalance trialBalance() {
    return SparkFailures.explained("the trial balance", this::sums);
  }

  /** The statements of one payee, run by run, in all its tokens. */
  public List<Statement> statements(String accountId) {
    List<Column> accounts = new ArrayList<>();
    accounts.add(col("account").isin("payee:" + accountId, "payable:" + accountId));
    accounts.add(col("account").startsWith("kept:").and(col("account").endsWith(":" + accountId)));
    List<PostedEntry> entries =
        entries(ledger().where(accounts.get(0).or(accounts.get(1)))).stream()
            // The id may be the end of another one that has colons.
            .filter(entry -> isOf(entry.account(), accountId))
            .toList();
    if (entries.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "The ledger of %s has no entries of payee %s%s. Check --payee: it is the account id, not"
              + " a display name.",
          warehouse.root(),
          accountId,
          asOf.map(date -> " up to " + date).orElse(""));
    }
    return Statements.rebuild(runs(), entries);
  }

  /** The statements of all payees. */
  public List<Statement> statements() {
    return Statements.rebuild(
        runs(),
        entries(
            ledger()
                .where(
                    col("account")
                        .startsWith("payee:")
                        .or(col("account").startsWith("kept:"))
                        .or(col("account").startsWith("payable:")))));
  }

  private TrialBalance sums() {
    ledger().createOrReplaceTempView("books_ledger");
    List<TrialBalance.Line> lines = new ArrayList<>();
    Map<String, BigInteger> off = new HashMap<>();
    for (Row row : query("trial_balance.sql").collectAsList()) {
      TrialBalance.Line line =
          new TrialBalance.Line(
              row.getAs("token_id"),
              row.getAs("kind"),
              row.<Long>getAs("accounts"),
              Amounts.of(row, "debit"),
              Amounts.of(row, "credit"));
      lines.add(line);
      off.merge(line.tokenId(), line.credit().subtract(line.debit()), BigInteger::add);
    }
    List<String> findings = new ArrayList<>();
    off.keySet().stream()
        .sorted()
        .filter(token -> off.get(token).signum() != 0)
        .forEach(token -> findings.add(token + " is off by " + off.get(token) + "."));
    for (Row row : query("findings.sql").collectAsList()) {
      if (row.<Long>getAs("number") > 0) {
        findings.add(
            String.format(
                Locale.ROOT,
                "%,d %s, e.g. %s.",
                row.<Long>getAs("number"),
                row.getAs("what"),
                row.getAs("example")));
      }
    }
    return new TrialBalance(lines, findings);
  }

  private Dataset<Row> query(String name) {
    return warehouse.spark().sql(SqlFile.read(Books.class, name));
  }

  private Dataset<Row> ledger() {
    WarehouseFormat.check(warehouse);
    Column inTime = asOf.map(date -> col("close_date").leq(lit(date))).orElse(lit(true));
    return warehouse.read(Tables.LEDGER_ENTRIES).where(inTime);
  }

  /** Ids of the published runs, each after the one that it continues from. */
  List<String> runIds() {
    WarehouseFormat.check(warehouse);
    return runs().stream().map(PublishedRun::runId).toList();
  }

  /** The published runs, each after the one that it continues from. */
  private List<PublishedRun> runs() {
    Map<String, PublishedRun> next = new HashMap<>();
    for (Row row :
        warehouse
            .read(Tables.RUNS)
            .select("run_id", "close_date", "previous_run_id")
            .collectAsList()) {
      String previous = row.getString(2) == null ? "" : row.getString(2);
      next.put(previous, new PublishedRun(row.getString(0), row.getDate(1).toLocalDate()));
    }
    List<PublishedRun> runs = new ArrayList<>();
    for (PublishedRun run = next.get(""); run != null; run = next.get(run.runId())) {
      if (asOf.isEmpty() || !run.closeDate().isAfter(asOf.get())) {
        runs.add(run);
      }
    }
    return runs;
  }

  private static List<PostedEntry> entries(Dataset<Row> rows) {
    return rows
        .select("run_id", "token_id", "account", "amount", "reason_code")
        .collectAsList()
        .stream()
        .map(
            row ->
                new PostedEntry(
                    row.getString(0),
                    row.getString(1),
                    Account.parse(row.getString(2)),
                    Amounts.of(row, "amount"),
                    Reason.valueOf(row.getString(4))))
        .toList();
  }

  private static boolean isOf(Account account, String accountId) {
    return account.equals(new Account.Payee(accountId))
        || account.equals(new Account.Payable(accountId))
        || (account instanceof Account.Kept kept && kept.accountId().equals(accountId));
  }
}

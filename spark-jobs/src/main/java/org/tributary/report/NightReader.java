package org.tributary.report;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.reports.payout.CodePointOrder;
import org.tributary.reports.payout.ControlTotals;
import org.tributary.reports.payout.NightSummary;
import org.tributary.reports.payout.NightSummary.AccountTotals;
import org.tributary.reports.payout.NightSummary.DayTotal;
import org.tributary.reports.payout.NightSummary.Incoming;
import org.tributary.reports.payout.NightSummary.QuarantineTotal;
import org.tributary.reports.payout.NightSummary.Restatement;
import org.tributary.reports.payout.NightSummary.RoleTotal;
import org.tributary.reports.payout.NightSummary.StatusTotal;
import org.tributary.reports.payout.NightSummary.TokenNight;
import org.tributary.reports.payout.NightSummary.TopContributor;
import org.tributary.reports.payout.NightSummary.UnattributedTotal;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.schemas.policy.Role;
import org.tributary.session.RunContext;

/** Builds the night's summary from the queries; each runs once and its few rows are collected. */
final class NightReader {
  private final RunContext context;
  private final ReportQueries queries;
  private final TokenBook tokens;
  private final int topContributors;

  NightReader(RunContext context, ReportQueries queries, TokenBook tokens, int topContributors) {
    this.context = context;
    this.queries = queries;
    this.tokens = tokens;
    this.topContributors = topContributors;
  }

  NightSummary read(List<PayoutRow> payouts, ControlTotals control) {
    Map<String, List<Row>> roles = byToken(queries.run("role_totals"));
    Map<String, List<Row>> top =
        byToken(queries.run("top_contributors").where(col("rank").leq(topContributors)));
    Map<String, List<Row>> unattributed = byToken(queries.run("unattributed"));
    Map<String, List<Row>> restatements = byToken(queries.run("restatements"));
    TreeSet<String> tokenIds = new TreeSet<>(CodePointOrder.INSTANCE);
    control.incoming().forEach(row -> tokenIds.add(row.tokenId()));
    payouts.forEach(row -> tokenIds.add(row.token().tokenId()));
    tokenIds.addAll(roles.keySet());
    List<TokenNight> nights = new ArrayList<>();
    for (String tokenId : tokenIds) {
      List<PayoutRow> accounts =
          payouts.stream().filter(row -> row.token().tokenId().equals(tokenId)).toList();
      List<ControlTotals.Incoming> incoming =
          control.incoming().stream().filter(row -> row.tokenId().equals(tokenId)).toList();
      List<Row> totals = roles.getOrDefault(tokenId, List.of());
      nights.add(
          new TokenNight(
              tokens.of(tokenId),
              incoming("FEE", incoming, totals),
              incoming("REWARD", incoming, totals),
              days(incoming),
              roles(totals),
              accountTotals(accounts),
              topContributors(top.getOrDefault(tokenId, List.of()), accounts),
              notPaid(accounts),
              unattributed(unattributed.getOrDefault(tokenId, List.of())),
              restatements(restatements.getOrDefault(tokenId, List.of()))));
    }
    return new NightSummary(
        context.manifest(),
        nights,
        new ModelReader(queries, context.manifest().attribution())
            .read(new ConfidenceReader(queries, topContributors).read()),
        new DuplicatesReader(queries, context.policies().inForceOn(context.manifest().closeDate()))
            .read(),
        quarantine(),
        SettlementRoots.of(context.folder()),
        new OperationsReader(queries, tokens).read());
  }

  private static Map<String, List<Row>> byToken(Dataset<Row> grouped) {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    for (Row row : grouped.collectAsList()) {
      rows.computeIfAbsent(row.getAs("token_id"), token -> new ArrayList<>()).add(row);
    }
    return rows;
  }

  private static Incoming incoming(
      String sourceKind, List<ControlTotals.Incoming> control, List<Row> roles) {
    long sources = 0;
    BigInteger toDate = BigInteger.ZERO;
    for (ControlTotals.Incoming row : control) {
      if (row.sourceKind().equals(sourceKind)) {
        sources += row.sources();
        toDate = toDate.add(row.amount());
      }
    }
    String account = sourceKind.equals("FEE") ? "revenue:fee" : "revenue:reward";
    BigInteger thisRun =
        roles.stream()
            .filter(row -> row.<String>getAs("account").equals(account))
            .map(row -> integer(row, "this_run").negate())
            .reduce(BigInteger.ZERO, BigInteger::add);
    return new Incoming(sources, thisRun, toDate);
  }

  private static List<DayTotal> days(List<ControlTotals.Incoming> control) {
    TreeMap<String, BigInteger> days = new TreeMap<>();
    control.forEach(row -> days.merge(row.logDate(), row.amount(), BigInteger::add));
    return days.entrySet().stream().map(day -> new DayTotal(day.getKey(), day.getValue())).toList();
  }

  private static List<RoleTotal> roles(List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                new RoleTotal(
                    Role.valueOf(row.getAs("role")),
                    integer(row, "this_run"),
                    integer(row, "to_date")))
        .filter(total -> total.role().isEntitled())
        .sorted(Comparator.comparing(RoleTotal::role))
        .toList();
  }

  private static AccountTotals accountTotals(List<PayoutRow> accounts) {
    return new AccountTotals(
        accounts.size(),
        sum(accounts, row -> row.balances().claimable()),
        sum(accounts, row -> row.balances().paid()),
        sum(accounts, row -> row.balances().waiting()),
        sum(accounts, row -> row.balances().debt()));
  }

  private static List<TopContributor> topContributors(List<Row> rows, List<PayoutRow> accounts) {
    Map<String, PayoutRow> byAccount = new LinkedHashMap<>();
    accounts.forEach(row -> byAccount.put(row.accountId(), row));
    List<TopContributor> top = new ArrayList<>();
    for (Row row : rows) {
      Optional<PayoutRow> account =
          Optional.ofNullable(byAccount.get(row.<String>getAs("account_id")));
      top.add(
          new TopContributor(
              row.getAs("account_id"),
              account.flatMap(PayoutRow::displayName),
              integer(row, "this_run"),
              integer(row, "to_date"),
              account.map(PayoutRow::status).orElse("NO_STATEMENT")));
    }
    return top;
  }

  private static List<StatusTotal> notPaid(List<PayoutRow> accounts) {
    Map<String, List<PayoutRow>> groups = new TreeMap<>(CodePointOrder.INSTANCE);
    for (PayoutRow row : accounts) {
      if (row.balances().waiting().signum() > 0) {
        String key = row.status() + "\n" + row.reason().orElse("");
        groups.computeIfAbsent(key, status -> new ArrayList<>()).add(row);
      }
    }
    return groups.values().stream()
        .map(
            rows ->
                new StatusTotal(
                    rows.get(0).status(),
                    rows.get(0).reason(),
                    rows.size(),
                    sum(rows, row -> row.balances().waiting())))
        .toList();
  }

  private static List<UnattributedTotal> unattributed(List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                new UnattributedTotal(
                    row.getAs("reason_code"), row.<Long>getAs("parts"), integer(row, "amount")))
        .toList();
  }

  private static List<Restatement> restatements(List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                new Restatement(
                    row.<Date>getAs("log_date").toString(),
                    row.<Long>getAs("accounts"),
                    integer(row, "credited"),
                    integer(row, "debited")))
        .toList();
  }

  private List<QuarantineTotal> quarantine() {
    return queries.run("quarantine").collectAsList().stream()
        .map(
            row ->
                new QuarantineTotal(
                    row.getAs("table_name"),
                    row.getAs("reason_code"),
                    row.<Long>getAs("row_count")))
        .toList();
  }

  private static BigInteger sum(List<PayoutRow> rows, Function<PayoutRow, BigInteger> amount) {
    return rows.stream().map(amount).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger integer(Row row, String column) {
    return row.<BigDecimal>getAs(column).toBigIntegerExact();
  }
}

package org.tributary.attribute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.attribute.PartitionPay.Earners;
import org.tributary.influence.ContributorKey;
import org.tributary.influence.Credibility;
import org.tributary.influence.ShareSpread;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;

/** Sums over windows, and the credibility that contributors have by them. */
final class Credibilities {
  private static final StructType WINDOW =
      StructType.fromDDL("log_date STRING, model_id STRING, setting STRING, window_from STRING");

  private final Map<PartitionKey, Map<ContributorKey, Sums>> sums;

  private Credibilities(Map<PartitionKey, Map<ContributorKey, Sums>> sums) {
    this.sums = sums;
  }

  /** P and N of a contributor of a datanet, in units of 2^exponent. */
  private record Sums(BigInteger positive, BigInteger negative, int exponent) {
    static final Sums NONE = new Sums(BigInteger.ZERO, BigInteger.ZERO, 0);

    Credibility.Account of(long contributions) {
      return new Credibility.Account(positive, negative, contributions);
    }

    Sums plus(Sums other) {
      return new Sums(positive.add(other.positive), negative.add(other.negative), exponent);
    }
  }

  /** Adds up the windows of {@code plans}, which all have values. */
  static Credibilities of(RunContext run, Map<PartitionKey, SharePlan> plans) {
    List<Row> windows = new ArrayList<>();
    plans.forEach(
        (key, plan) ->
            windows.add(
                RowFactory.create(
                    key.logDate(),
                    key.modelId(),
                    plan.setting(),
                    windowFrom(key, plan).toString())));
    run.spark().createDataFrame(windows, WINDOW).createOrReplaceTempView("attribute_windows");
    run.warehouse().read(Tables.INFLUENCE_SUMS).createOrReplaceTempView("attribute_sums");
    Map<PartitionKey, Map<ContributorKey, Sums>> sums = new HashMap<>();
    Dataset<Row> rows = run.spark().sql(SqlFile.read(Credibilities.class, "window_sums.sql"));
    for (Row row : rows.collectAsList()) {
      requireOneUnit(row);
      ContributorKey contributor =
          new ContributorKey(row.getAs("datanet_id"), row.getAs("contributor_id"));
      sums.computeIfAbsent(PartitionKey.of(row), key -> new HashMap<>())
          .put(
              contributor,
              new Sums(
                  row.<BigDecimal>getAs("positive").toBigIntegerExact(),
                  row.<BigDecimal>getAs("negative").toBigIntegerExact(),
                  row.<Integer>getAs("lowest_exponent")));
    }
    return new Credibilities(sums);
  }

  private static LocalDate windowFrom(PartitionKey key, SharePlan plan) {
    return LocalDate.parse(key.logDate()).minusDays(plan.pay().windowDays() - 1L);
  }

  private static void requireOneUnit(Row row) {
    if (!row.getAs("lowest_exponent").equals(row.getAs("highest_exponent"))) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Table influence_sums has sums of model %s in two units, 2^%s and 2^%s, in the window"
              + " that ends on %s: run 'tributary attribute --full' again.",
          row.getAs("model_id"),
          row.getAs("lowest_exponent"),
          row.getAs("highest_exponent"),
          row.getAs("log_date"));
    }
  }

  /**
   * Credibility by ordinal, parts per billion. The sums of a contributor count over all datanets,
   * so that harm in one isn't forgotten in another.
   */
  long[] of(PartitionKey key, SharePlan plan, Earners earners) {
    Map<String, Sums> byAccount = new HashMap<>();
    sums.getOrDefault(key, Map.of())
        .forEach(
            (contributor, each) -> byAccount.merge(contributor.contributorId(), each, Sums::plus));
    Map<String, Long> contributions = new HashMap<>();
    for (int i = 0; i < earners.keys().size(); i++) {
      contributions.merge(earners.keys().get(i).contributorId(), earners.leaders()[i], Long::sum);
    }
    List<String> accounts = contributions.keySet().stream().sorted().toList();
    long[] credibilities =
        Credibility.of(
            accounts.stream()
                .map(
                    account ->
                        byAccount.getOrDefault(account, Sums.NONE).of(contributions.get(account)))
                .toList(),
            plan.pay().kappaPpm(),
            plan.pay().shrinkagePpm());
    long[] credibility = new long[earners.keys().size()];
    for (int i = 0; i < credibility.length; i++) {
      String account = earners.keys().get(i).contributorId();
      credibility[i] = credibilities[Collections.binarySearch(accounts, account)];
    }
    return credibility;
  }

  /** Rows of table credibility, in the order of its columns. */
  List<Row> rows(PartitionKey key, PartitionPay pay, List<ShareSpread> spreads) {
    List<Row> rows = new ArrayList<>();
    Map<ContributorKey, Sums> own = sums.getOrDefault(key, Map.of());
    for (int i = 0; i < spreads.size(); i++) {
      ContributorKey contributor = pay.earners().keys().get(i);
      Sums each = own.get(contributor);
      if (each != null) {
        ShareSpread spread = spreads.get(i);
        rows.add(
            RowFactory.create(
                java.sql.Date.valueOf(key.logDate()),
                key.modelId(),
                contributor.datanetId(),
                contributor.contributorId(),
                java.sql.Date.valueOf(windowFrom(key, pay.plan())),
                new BigDecimal(each.positive()),
                new BigDecimal(each.negative()),
                each.exponent(),
                pay.credibility()[i],
                spread.inferences(),
                spread.mean(),
                spread.standardError().isEmpty() ? null : spread.standardError().getAsLong(),
                pay.flat()[i],
                pay.plan().fingerprint()));
      }
    }
    return rows;
  }
}

package org.tributary.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.tributary.reports.payout.CodePointOrder;
import org.tributary.reports.payout.DisplayText;
import org.tributary.reports.payout.NightSummary.DampingUsed;
import org.tributary.reports.payout.NightSummary.MethodNight;
import org.tributary.reports.payout.NightSummary.ModelNight;
import org.tributary.reports.payout.NightSummary.ReasonShare;

/** How each model was attributed, and what its curvature was damped with. */
final class ModelReader {
  private static final BigInteger WHOLE = BigInteger.valueOf(1_000_000_000);

  /** Enough to tell two dampings apart, too few to show noise. */
  private static final MathContext SHOWN = new MathContext(9, RoundingMode.HALF_EVEN);

  private final ReportQueries queries;

  ModelReader(ReportQueries queries) {
    this.queries = queries;
  }

  List<ModelNight> read() {
    Map<String, Map<String, List<Row>>> coverage = new TreeMap<>(CodePointOrder.INSTANCE);
    for (Row row : queries.run("coverage").collectAsList()) {
      coverage
          .computeIfAbsent(row.getAs("model_id"), model -> new TreeMap<>(CodePointOrder.INSTANCE))
          .computeIfAbsent(row.getAs("method"), method -> new ArrayList<>())
          .add(row);
    }
    Map<String, Optional<String>> titles = new TreeMap<>();
    Map<String, List<DampingUsed>> damping = new TreeMap<>();
    for (Row row : queries.run("damping").collectAsList()) {
      String modelId = row.getAs("model_id");
      titles.put(modelId, DisplayText.clean(row.getAs("title")));
      if (row.getAs("checkpoint") != null) {
        damping.computeIfAbsent(modelId, model -> new ArrayList<>()).add(damping(row));
      }
    }
    TreeSet<String> models = new TreeSet<>(CodePointOrder.INSTANCE);
    models.addAll(coverage.keySet());
    models.addAll(damping.keySet());
    return models.stream()
        .map(
            model ->
                new ModelNight(
                    model,
                    titles.getOrDefault(model, Optional.empty()),
                    methods(coverage.getOrDefault(model, Map.of())),
                    damping.getOrDefault(model, List.of())))
        .toList();
  }

  private static List<MethodNight> methods(Map<String, List<Row>> byMethod) {
    List<MethodNight> methods = new ArrayList<>();
    byMethod.forEach((method, rows) -> methods.add(method(method, rows)));
    return methods;
  }

  private static MethodNight method(String method, List<Row> rows) {
    BigInteger shares = BigInteger.ZERO;
    BigInteger attributed = BigInteger.ZERO;
    List<ReasonShare> reasons = new ArrayList<>();
    for (Row row : rows) {
      BigInteger weighted = row.<BigDecimal>getAs("weighted").toBigIntegerExact();
      shares = shares.add(row.<BigDecimal>getAs("share").toBigIntegerExact());
      String reason = row.getAs("reason_code");
      if (reason == null) {
        attributed = attributed.add(weighted);
      } else {
        reasons.add(new ReasonShare(reason, row.<Long>getAs("attribution_rows"), weighted));
      }
    }
    return new MethodNight(method, shares.divide(WHOLE).longValueExact(), attributed, reasons);
  }

  private static DampingUsed damping(Row row) {
    return new DampingUsed(
        row.getAs("checkpoint"),
        row.<Integer>getAs("block"),
        row.<Integer>getAs("dimension"),
        row.<Long>getAs("training_rows"),
        row.getAs("preconditioner_method"),
        shown(row.<Double>getAs("mean_eigenvalue")),
        shown(row.<Double>getAs("damping")));
  }

  private static String shown(double value) {
    return new BigDecimal(value).round(SHOWN).stripTrailingZeros().toPlainString();
  }
}

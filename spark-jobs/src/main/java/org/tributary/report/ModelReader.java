package org.tributary.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.tributary.reports.payout.CodePointOrder;
import org.tributary.reports.payout.DisplayText;
import org.tributary.reports.payout.NightSummary.Confidence;
import org.tributary.reports.payout.NightSummary.DampingUsed;
import org.tributary.reports.payout.NightSummary.MethodNight;
import org.tributary.reports.payout.NightSummary.ModelNight;
import org.tributary.reports.payout.NightSummary.ReasonShare;
import org.tributary.schemas.run.RunManifest;

/** How each model was attributed, and what its curvature was damped with. */
final class ModelReader {
  private static final BigInteger WHOLE = BigInteger.valueOf(1_000_000_000);

  private static final String NO_DAMPING = "none";

  /** Enough to tell two dampings apart, too few to show noise. */
  private static final MathContext SHOWN = new MathContext(9, RoundingMode.HALF_EVEN);

  private final ReportQueries queries;
  private final Set<List<String>> settings;

  /**
   * A reader.
   *
   * @param pinned the rules of the run's policies: what an older policy was prepared with may still
   *     stand in the table and is not of this run
   */
  ModelReader(ReportQueries queries, List<RunManifest.AttributionPin> pinned) {
    this.queries = queries;
    this.settings =
        pinned.stream()
            .flatMap(
                pin ->
                    Stream.of(
                        List.of(pin.modelId(), pin.preconditioner(), pin.damping()),
                        List.of(pin.modelId(), pin.preconditioner(), NO_DAMPING)))
            .collect(Collectors.toSet());
  }

  /**
   * Every model that was attributed or prepared.
   *
   * @param confidence by model
   */
  List<ModelNight> read(Map<String, Confidence> confidence) {
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
      if (row.getAs("checkpoint") != null && settings.contains(setting(row))) {
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
                    damping.getOrDefault(model, List.of()),
                    Optional.ofNullable(confidence.get(model))))
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

  private static List<String> setting(Row row) {
    return List.of(
        row.getAs("model_id"), row.getAs("preconditioner_method"), row.getAs("damping_rule"));
  }

  private static DampingUsed damping(Row row) {
    return new DampingUsed(
        row.getAs("checkpoint"),
        row.<Integer>getAs("block"),
        row.<Integer>getAs("dimension"),
        row.<Long>getAs("training_rows"),
        row.getAs("preconditioner_method"),
        row.getAs("damping_rule"),
        shown(row.<Double>getAs("mean_eigenvalue")),
        shown(row.<Double>getAs("damping")));
  }

  private static String shown(double value) {
    return new BigDecimal(value).round(SHOWN).stripTrailingZeros().toPlainString();
  }
}

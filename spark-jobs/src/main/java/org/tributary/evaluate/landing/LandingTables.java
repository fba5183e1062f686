package org.tributary.evaluate.landing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tributary.evaluate.Numbers;
import org.tributary.evaluate.Table;
import org.tributary.evaluate.landing.LandingEvaluation.RulePay;
import org.tributary.evaluate.pay.PayQuality;

/** The tables of both pages. */
final class LandingTables {
  /** A page is for people; {@code evaluate.json} has everybody. */
  private static final int MOST_CONTRIBUTORS = 100;

  private LandingTables() {}

  static List<Table> of(LandingEvaluation evaluation, UnaryOperator<String> words) {
    List<Table> tables = new ArrayList<>();
    tables.add(rules(evaluation));
    if (evaluation.rules().stream().anyMatch(rule -> !rule.unattributed().isEmpty())) {
      tables.add(unattributed(evaluation));
    }
    tables.add(contributors(evaluation, words));
    if (!evaluation.quarantined().isEmpty()) {
      tables.add(quarantined(evaluation, words));
    }
    return tables;
  }

  private static Table rules(LandingEvaluation evaluation) {
    List<List<String>> lines = new ArrayList<>();
    for (RulePay rule : evaluation.rules()) {
      lines.add(line(rule.name(), rule.quality(), percent(rule.unattributedShare())));
    }
    evaluation
        .ceiling()
        .ifPresent(ceiling -> lines.add(line("the true shares themselves", ceiling, "–")));
    return new Table(
        "Rules against the truth",
        List.of(
            "rule", "Spearman", "total variation", "% to the clearly harmful", "% unattributed"),
        1,
        lines,
        OptionalInt.of(0));
  }

  private static List<String> line(String name, PayQuality quality, String unattributed) {
    return List.of(
        name,
        Numbers.fixed(quality.spearman(), 3),
        Numbers.fixed(quality.totalVariation(), 3),
        percent(quality.harmfulShare()),
        unattributed);
  }

  private static Table unattributed(LandingEvaluation evaluation) {
    List<List<String>> lines = new ArrayList<>();
    for (RulePay rule : evaluation.rules()) {
      rule.unattributed()
          .forEach((reason, share) -> lines.add(List.of(rule.name(), reason, percent(share))));
    }
    return new Table(
        "Unattributed", List.of("rule", "reason", "% of the fees"), 2, lines, OptionalInt.empty());
  }

  private static Table contributors(LandingEvaluation evaluation, UnaryOperator<String> words) {
    List<String> columns = new ArrayList<>(List.of("contributor", "clearly harmful", "effect"));
    evaluation.rules().forEach(rule -> columns.add("% of the fees, " + rule.name()));
    boolean[] harmful = PayQuality.clearlyHarmful(evaluation.effects());
    Comparator<Integer> byEffect = Comparator.comparingDouble(c -> -evaluation.effects()[c]);
    // Contributors are in the order of their ids, so equal effects stay in it.
    List<List<String>> lines =
        IntStream.range(0, harmful.length)
            .boxed()
            .sorted(byEffect.thenComparing(Comparator.naturalOrder()))
            .limit(MOST_CONTRIBUTORS)
            .map(
                c -> {
                  List<String> cells = new ArrayList<>();
                  cells.add(words.apply(evaluation.contributors().get(c)));
                  cells.add(harmful[c] ? "yes" : "");
                  cells.add(String.format(Locale.ROOT, "%.4g", evaluation.effects()[c]));
                  evaluation.rules().forEach(rule -> cells.add(percent(rule.paid().shares()[c])));
                  return cells;
                })
            .toList();
    String caption =
        lines.size() == harmful.length
            ? "Contributors by effect"
            : "The " + lines.size() + " of " + harmful.length + " contributors that help most";
    return new Table(caption, columns, 2, lines, OptionalInt.empty());
  }

  private static Table quarantined(LandingEvaluation evaluation, UnaryOperator<String> words) {
    List<List<String>> lines =
        evaluation.quarantined().stream()
            .map(
                each ->
                    List.of(
                        each.table(),
                        each.reasonCode(),
                        words.apply(each.place()),
                        words.apply(each.detail()),
                        Long.toString(each.rows())))
            .toList();
    return new Table(
        "Quarantined by ingest",
        List.of("table", "reason", "first", "what is wrong with it", "rows"),
        4,
        lines,
        OptionalInt.empty());
  }

  private static String percent(double share) {
    return Numbers.fixed(100 * share, 1);
  }
}

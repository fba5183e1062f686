package org.tributary.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.tributary.evaluate.pay.AttackFactor;
import org.tributary.evaluate.pay.MixedWorld;
import org.tributary.evaluate.pay.PayEvaluation;
import org.tributary.evaluate.pay.PayQuality;
import org.tributary.evaluate.pay.Rule;

/** What rules pay, held against what contributors are worth, and what attacks earn. */
final class PayTables {
  private static final int RANK_DIGITS = 3;
  private static final int SHARE_DIGITS = 1;
  private static final int FACTOR_DIGITS = 2;

  private PayTables() {}

  /** Rules against the truth: medians over the worlds, lowest and highest in brackets. */
  static Table rules(String model, PayEvaluation pay) {
    List<List<String>> lines = new ArrayList<>();
    for (String rule : pay.rules()) {
      lines.add(line(rule, pay, world -> world.paid(rule).quality()));
    }
    lines.add(line("the true shares themselves", pay, MixedWorld::ceiling));
    return new Table(
        "Pay against value, " + model,
        List.of("rule", "Spearman", "total variation", "% to the clearly harmful"),
        1,
        lines,
        OptionalInt.of(pay.rules().indexOf(Rule.DEFAULT)));
  }

  private static List<String> line(
      String rule, PayEvaluation pay, Function<MixedWorld, PayQuality> quality) {
    return List.of(
        rule,
        spread(pay, world -> quality.apply(world).spearman(), 1, RANK_DIGITS),
        spread(pay, world -> quality.apply(world).totalVariation(), 1, RANK_DIGITS),
        spread(pay, world -> quality.apply(world).harmfulShare(), 100, SHARE_DIGITS));
  }

  private static String spread(
      PayEvaluation pay, ToDoubleFunction<MixedWorld> measure, double factor, int digits) {
    double[] values =
        pay.worlds().stream().mapToDouble(measure).map(value -> factor * value).toArray();
    return spread(values, digits);
  }

  private static String spread(double[] values, int digits) {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    return Numbers.fixed(PayEvaluation.median(values), digits)
        + " ["
        + Numbers.fixed(lowest, digits)
        + ", "
        + Numbers.fixed(highest, digits)
        + "]";
  }

  /** The worlds that the truth was measured in. */
  static Table worlds(String model, PayEvaluation pay) {
    List<List<String>> lines = new ArrayList<>();
    for (MixedWorld world : pay.worlds()) {
      MixedWorld.Paid paid = world.paid(Rule.DEFAULT);
      lines.add(
          List.of(
              Long.toString(world.seed()),
              Numbers.fixed(world.accuracy(), RANK_DIGITS),
              Integer.toString(world.harmful()),
              Numbers.fixed(world.reliability(), RANK_DIGITS),
              Numbers.fixed(world.ceiling().spearman(), RANK_DIGITS),
              Numbers.fixed(paid.quality().spearman(), RANK_DIGITS),
              Numbers.fixed(100 * paid.quality().harmfulShare(), SHARE_DIGITS),
              Numbers.fixed(world.mislabelAuc(), RANK_DIGITS)));
    }
    return new Table(
        "Worlds, " + model,
        List.of(
            "seed",
            "accuracy",
            "clearly harmful",
            "reliability of the effects",
            "Spearman of the true shares",
            "Spearman of the default",
            "% to the clearly harmful",
            "mislabel AUC"),
        1,
        lines,
        OptionalInt.empty());
  }

  /** What attacks earn: the median over seeds and attackers, the largest in brackets. */
  static Table attacks(String model, PayEvaluation pay) {
    List<String> columns = new ArrayList<>(List.of("attack"));
    columns.addAll(pay.attackedRules());
    List<List<String>> lines = new ArrayList<>();
    for (String attack : pay.attackNames()) {
      List<String> cells = new ArrayList<>(List.of(AttackFactor.words(attack)));
      for (String rule : pay.attackedRules()) {
        cells.add(factor(pay.attackFactor(attack, rule), pay.largestFactor(attack, rule)));
      }
      lines.add(cells);
    }
    List<String> worst = new ArrayList<>(List.of("the worst of them"));
    for (String rule : pay.attackedRules()) {
      double largest =
          pay.attackNames().stream()
              .mapToDouble(attack -> pay.largestFactor(attack, rule))
              .max()
              .orElseThrow();
      worst.add(factor(pay.worstAttackFactor(rule), largest));
    }
    lines.add(worst);
    return new Table(
        "Pay after an attack over pay before it, " + model,
        columns,
        1,
        lines,
        OptionalInt.of(lines.size() - 1));
  }

  private static String factor(double median, double largest) {
    return Numbers.fixed(median, FACTOR_DIGITS)
        + " ["
        + Numbers.fixed(largest, FACTOR_DIGITS)
        + "]";
  }
}

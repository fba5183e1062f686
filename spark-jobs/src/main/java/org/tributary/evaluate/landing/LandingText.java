package org.tributary.evaluate.landing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.tributary.evaluate.Numbers;
import org.tributary.evaluate.landing.LandingEvaluation.RulePay;
import org.tributary.evaluate.pay.Rule;

/** What the pages say in words; ids of strangers go through what the page needs. */
final class LandingText {
  static final String TITLE = "Pay against measured truth";

  private LandingText() {}

  /** The answer in one paragraph. */
  static String summary(LandingEvaluation evaluation, UnaryOperator<String> words) {
    return String.format(
        Locale.ROOT,
        "Model %s, %d contributors, %d of them clearly harmful: the default rule's pay has a rank"
            + " correlation of %s with what a contributor is worth (%s) and gives %s %% of their"
            + " money to those whose data clearly harms (%s).",
        words.apply(evaluation.model().modelId()),
        evaluation.contributors().size(),
        evaluation.harmful(),
        spearman(evaluation.rule(Rule.DEFAULT)),
        others(evaluation, rule -> spearman(rule)),
        harmful(evaluation.rule(Rule.DEFAULT)),
        others(evaluation, rule -> harmful(rule) + " %"));
  }

  private static String others(LandingEvaluation evaluation, Function<RulePay, String> measure) {
    return evaluation.rules().stream()
        .filter(rule -> !rule.name().equals(Rule.DEFAULT))
        .map(rule -> rule.name() + ": " + measure.apply(rule))
        .collect(Collectors.joining(", "));
  }

  private static String spearman(RulePay rule) {
    return Numbers.fixed(rule.quality().spearman(), 3);
  }

  private static String harmful(RulePay rule) {
    return Numbers.fixed(100 * rule.quality().harmfulShare(), 1);
  }

  /** How the numbers were made. */
  static String protocol(LandingEvaluation evaluation) {
    LoggedModel model = evaluation.model();
    return String.format(
        Locale.ROOT,
        "Pay: %d inferences with log dates from %s to %s went through the stages ingest, snapshot,"
            + " prepare and attribute, once per rule; each counts the same, whatever its fee. Truth:"
            + " the effect of a contributor is how much the held-out loss rises when the model is"
            + " trained without it, as the table of truth says. Nothing was trained here: what"
            + " attacks on a rule would earn needs retraining and isn't in this page; evaluate"
            + " without a landing folder measures it on the digits.",
        model.inferences(),
        model.firstDate(),
        model.lastDate());
  }

  /** What pay and truth don't have in common, and what was left out; nothing is silent. */
  static List<String> unmatched(LandingEvaluation evaluation, UnaryOperator<String> words) {
    List<String> points = new ArrayList<>();
    points.add(
        String.format(
            Locale.ROOT,
            "Contributors with an effect but without an accepted contribution in the training set,"
                + " left out: %d (%s).",
            evaluation.withoutContributions().size(),
            Names.few(evaluation.withoutContributions(), words)));
    points.add(
        String.format(
            Locale.ROOT,
            "Contributors of the model without an effect, left out: %d (%s). Their part of all fees:"
                + " %s.",
            evaluation.withoutTruth().size(),
            Names.few(evaluation.withoutTruth(), words),
            evaluation.rules().stream()
                .map(rule -> rule.name() + " " + Numbers.fixed(100 * rule.withoutTruth(), 1) + " %")
                .collect(Collectors.joining(", "))));
    points.add(
        String.format(
            Locale.ROOT,
            "Accepted contributions without a training sketch, for which influence pays nothing: %d"
                + " of %d.",
            evaluation.withoutSketch(),
            evaluation.contributions()));
    points.add(
        String.format(
            Locale.ROOT,
            "Inferences without a sketch: %d of %d.",
            evaluation.model().inferences() - evaluation.model().sketched(),
            evaluation.model().inferences()));
    points.add(
        String.format(
            Locale.ROOT,
            "Rows that ingest put into quarantine: %d.",
            evaluation.quarantinedRows()));
    return points;
  }

  /** What the columns mean, one sentence each. */
  static List<String> definitions() {
    return List.of(
        "Spearman: rank correlation, over the contributors with an effect, of the share of the money"
            + " with the effect. A rule that pays all harmful contributors nothing ties their ranks:"
            + " \"the true shares themselves\", in proportion to the positive effects, don't reach 1"
            + " either.",
        "Total variation: half the summed differences between the shares and the true shares.",
        "Clearly harmful: removing the contributor lowers the loss by more than 2 % of the largest"
            + " effect. The percentage is of the money that contributors with an effect get.",
        "Unattributed: part of all fees that the rule gives to nobody, by reason.");
  }
}

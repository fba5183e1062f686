package org.tributary.evaluate.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tributary.evaluate.pay.Rule;
import org.tributary.ingest.IngestResult;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;

class LandingEvaluationTest {
  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private static final LoggedModel MODEL = new LoggedModel("m|1", 10, 9, DAY, DAY);
  private static final Training TRAINING =
      new Training(new TreeSet<>(List.of("a", "b", "<c>", "d")), 20, 2);

  /**
   * By hand: effects of a, b, c are 2, 1, -1, so c is clearly harmful. Of ten inferences a gets 5,
   * b 3, c 1, d (no effect) half of one, and half of one is nobody's. Ranks agree; c has 1 of 9
   * parts. Against shares of 2/3, 1/3 and 0: (1/9 + 0 + 1/9) / 2.
   */
  @Test
  void holdsPayAgainstTruth() {
    LandingEvaluation evaluation = evaluation();
    assertThat(evaluation.contributors()).containsExactly("<c>", "a", "b");
    assertThat(evaluation.harmful()).isEqualTo(1);
    assertThat(evaluation.withoutTruth()).containsExactly("d");
    assertThat(evaluation.withoutContributions()).containsExactly("zoe");
    LandingEvaluation.RulePay pay = evaluation.rule(Rule.DEFAULT);
    assertThat(pay.paid().shares()).containsExactly(0.1, 0.5, 0.3);
    assertThat(pay.quality().spearman()).isEqualTo(1, within(1e-12));
    assertThat(pay.quality().harmfulShare()).isEqualTo(1 / 9.0, within(1e-12));
    assertThat(pay.quality().totalVariation()).isEqualTo(1 / 9.0, within(1e-12));
    assertThat(pay.withoutTruth()).isEqualTo(0.05);
    assertThat(pay.unattributed()).containsExactly(Map.entry("NO_SKETCH", 0.05));
  }

  @Test
  void pagesNameWhatDoesntMatch() {
    String markdown = LandingPages.markdown(evaluation());
    assertThat(markdown)
        .contains("Model m\\|1, 3 contributors, 1 of them clearly harmful: the default")
        .contains(
            "worth (published-poa: 1.000) and gives 11.1 % of", "harms (published-poa: 11.1 %).")
        .contains("Pay: 10 inferences with log dates from 2026-06-01 to 2026-06-01 went")
        .contains("left out: 1 (zoe).", "left out: 1 (d). Their part of all fees: default 5.0 %")
        .contains("pays nothing: 2 of 20.", "Inferences without a sketch: 1 of 10.")
        .contains("Rows that ingest put into quarantine: 4.")
        .contains("what attacks on a rule would earn needs retraining and isn't in this page")
        .contains("| **default** | **1.000** | **0.111** | **11.1** | **5.0** |")
        .contains("| \\<c\\> | yes | -1.000 | 10.0 | 10.0 |", "| default | NO_SKETCH | 5.0 |")
        .contains("| models | BAD_TYPE | models/a.jsonl:3 | no \\`date\\` | 4 |");
    assertThat(LandingPages.html(evaluation()))
        .contains("<p>Model m|1, 3", "<td>&lt;c&gt;</td><td>yes</td>", "aria-label=\"Pay by effect")
        .doesNotContain("<c>");
  }

  @Test
  void jsonHasTheNumbersOfTheBuiltInEvaluation() {
    assertThat(LandingJson.of(evaluation()))
        .startsWith("{\"engine\":\"0.1.0\",\"format\":1,\"harmful_share\":0.111111,\"landing\":{")
        .endsWith("},\"spearman\":1.000000}\n")
        .contains("{\"clearly_harmful\":true,\"contributor_id\":\"<c>\",\"effect\":\"-1\",")
        .contains(
            "\"contributors_without_effect\":[\"d\"],\"effects_without_contribution\":[\"zoe\"]")
        .contains("\"unattributed\":{\"NO_SKETCH\":\"0.050000\"}")
        .contains("\"reason_code\":\"BAD_TYPE\",\"rows\":4")
        .doesNotContain("worst_attack_factor");
  }

  @Test
  void refusesTooFewInCommon() {
    assertRefused(
            () -> of(truth("a", 1, "b", 2, "zoe", 3), paid(5, 3, 1)), ErrorCode.INPUT_INCONSISTENT)
        .hasMessage(
            "Truth file t.csv and model m|1 have 2 contributors in common, and a rank correlation"
                + " needs at least 3. Without an accepted contribution in the training set: zoe."
                + " Without an effect: <c>, d. Check that both mean the same ids.");
  }

  @Test
  void refusesWhatHasNoRanks() {
    assertRefused(
            () -> of(truth("a", 1, "b", 1, "<c>", 1), paid(5, 3, 1)), ErrorCode.INPUT_INCONSISTENT)
        .hasMessageContaining("gives all 3 contributors of model m|1 the same effect");
    assertRefused(
            () -> of(truth("a", 1, "b", 2, "<c>", 3), paid(0, 0, 0)), ErrorCode.INPUT_INCONSISTENT)
        .hasMessageContaining("Rule default pays all 3 contributors with an effect the same")
        .hasMessageContaining("Unattributed parts of the fees: NO_SKETCH 95.0 %.");
  }

  @Test
  void namesOnlyTheFirstOfMany() {
    List<String> ids = IntStream.range(0, 25).mapToObj(Integer::toString).toList();
    assertThat(Names.few(ids)).startsWith("0, 1, 2").endsWith("18, 19 and 5 more");
    assertThat(Names.few(List.of())).isEqualTo("none");
  }

  @Test
  void refusesAModelThatNobodyNamed() {
    LandingChecks checks = new LandingChecks("L");
    LoggedModel other = new LoggedModel("n", 1, 1, DAY, DAY);
    assertThat(checks.selected(List.of(MODEL), Optional.empty())).isEqualTo(MODEL);
    assertThat(checks.selected(List.of(MODEL, other), Optional.of("n"))).isEqualTo(other);
    assertRefused(() -> checks.selected(List.of(MODEL, other), Optional.empty()), ErrorCode.USAGE)
        .hasMessage(
            "The log in landing folder L has 2 models: m|1, n. Say with --model which of them the"
                + " truth is about.");
    assertRefused(
            () -> checks.selected(List.of(MODEL, other), Optional.of("x")), ErrorCode.INPUT_MISSING)
        .hasMessage(
            "The log in landing folder L has no inference of model x, but of m|1, n. Check"
                + " --model.");
  }

  @Test
  void refusesALandingWithoutInfluenceSketches() {
    LandingChecks checks = new LandingChecks("L");
    checks.requireSketches(MODEL, TRAINING);
    assertRefused(
            () -> checks.requireSketches(MODEL, new Training(TRAINING.contributors(), 20, 20)),
            ErrorCode.INPUT_INCONSISTENT)
        .hasMessageStartingWith(
            "Landing folder L: model m|1 has 20 accepted contributions in its training set, none of"
                + " them with a training sketch");
    assertRefused(
            () -> checks.requireSketches(new LoggedModel("m", 7, 0, DAY, DAY), TRAINING),
            ErrorCode.INPUT_INCONSISTENT)
        .hasMessageStartingWith(
            "Landing folder L: none of the 7 inferences of model m has a sketch");
    assertRefused(
            () -> checks.requireRows(ingested(Map.of(), Tables.TRAINING_SKETCHES), List.of()),
            ErrorCode.INPUT_MISSING)
        .hasMessage(
            "Landing folder L has no row of table training_sketches, without which nothing can be"
                + " paid by influence: neither training_sketches nor a gradient store of training"
                + " rows. Land it as schemas/README.md says.");
  }

  @Test
  void refusesALandingOfWhichNothingIsLeft() {
    LandingChecks checks = new LandingChecks("L");
    List<Quarantined> quarantined =
        List.of(
            new Quarantined("contributions", "UNKNOWN_CONTRIBUTOR", 5, "f:1", "who?"),
            new Quarantined("models", "BAD_TYPE", 4, "models/a.jsonl:3", "no date"),
            new Quarantined("models", "NOT_JSON", 1, "models/a.jsonl:9", "cut off"));
    checks.requireRows(ingested(Map.of(), ""), quarantined);
    assertRefused(
            () -> checks.requireRows(ingested(Map.of("models", 5L), ""), quarantined),
            ErrorCode.INPUT_INCONSISTENT)
        .hasMessage(
            "Landing folder L: all 5 rows of table models were quarantined: 4 BAD_TYPE, first"
                + " models/a.jsonl:3 (no date); 1 NOT_JSON, first models/a.jsonl:9 (cut off). Mend"
                + " them (schemas/README.md lists the reasons) and evaluate again.");
  }

  /** Five rows per table, some of them quarantined, and none of one table. */
  private static IngestResult ingested(Map<String, Long> quarantined, String without) {
    return new IngestResult(
        Tables.INPUTS.stream()
            .map(
                table -> {
                  long rows = table.equals(without) ? 0 : 5;
                  long bad = quarantined.getOrDefault(table, 0L);
                  return new IngestResult.TableCounts(table, 1, 0, rows, rows - bad, 0, 0, bad);
                })
            .toList(),
        List.of());
  }

  private static LandingEvaluation evaluation() {
    return of(truth("a", 2, "b", 1, "<c>", -1, "zoe", 9), paid(5, 3, 1));
  }

  private static LandingEvaluation of(Truth truth, PaidByRule paid) {
    Quarantined bad = new Quarantined("models", "BAD_TYPE", 4, "models/a.jsonl:3", "no `date`");
    PaidByRule published = new PaidByRule(Rule.PUBLISHED, 10, paid.units(), paid.unattributed());
    return LandingEvaluation.of(MODEL, TRAINING, truth, List.of(paid, published), List.of(bad));
  }

  private static Truth truth(Object... idsAndEffects) {
    TreeMap<String, Double> effects = new TreeMap<>();
    for (int i = 0; i < idsAndEffects.length; i += 2) {
      effects.put((String) idsAndEffects[i], ((Integer) idsAndEffects[i + 1]).doubleValue());
    }
    return new Truth("t.csv", effects);
  }

  /** Whole inferences for a, b and c, half a one for d; the rest is nobody's. */
  private static PaidByRule paid(int... inferences) {
    TreeMap<String, BigInteger> units = new TreeMap<>();
    List<String> ids = List.of("a", "b", "<c>");
    for (int i = 0; i < inferences.length; i++) {
      units.put(ids.get(i), halves(2 * inferences[i]));
    }
    units.put("d", halves(1));
    TreeMap<String, BigInteger> rest = new TreeMap<>();
    rest.put("NO_SKETCH", halves(19 - 2 * Arrays.stream(inferences).sum()));
    return new PaidByRule(Rule.DEFAULT, 10, units, rest);
  }

  private static BigInteger halves(int count) {
    return PaidByRule.WHOLE.multiply(BigInteger.valueOf(count)).divide(BigInteger.TWO);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ThrowingCallable call, ErrorCode code) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}

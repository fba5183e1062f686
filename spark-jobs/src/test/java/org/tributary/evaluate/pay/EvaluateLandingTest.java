package org.tributary.evaluate.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.evaluate.Evaluate;
import org.tributary.evaluate.landing.EvaluateLanding;
import org.tributary.evaluate.landing.LandingEvaluation;
import org.tributary.gpu.Kernels;
import org.tributary.sample.digits.DigitsData;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.session.SharedSpark;

/** A world with real retraining, landed, and evaluated by the stages of the night. */
class EvaluateLandingTest {
  private static final PayProtocol SMALL =
      new PayProtocol(List.of(0L), 20, 300, 80, 0.6, 0, 0, 1e-2);

  @TempDir private static Path folder;
  private static Path landing;
  private static World world;
  private static EnginePay twin;
  private static double[] effects;

  @BeforeAll
  static void land() {
    landing = folder.resolve("landing");
    Learner learner = new LogisticLearner(SMALL.l2());
    world = new Worlds(DigitsData.load(), SMALL).mixed(0).world();
    Fit fit = learner.fit(world.train());
    effects = ContributorTruth.of(world, learner, fit).effects();
    WorldLanding.write(world, fit, effects, landing);
    twin = new EnginePay(world, fit, Kernels.select(Kernels.AUTO));
  }

  /** The stages pay what the engine's classes pay in memory, to the last part of 10^9. */
  @Test
  void paysWhatTheTwinPays() throws IOException {
    Path out = folder.resolve("out");
    Path bad = landing.resolve("contributors/bad.jsonl");
    Files.writeString(bad, "{\"contributor_id\":\n");
    LandingEvaluation evaluation =
        EvaluateLanding.of(SharedSpark.session(), landing.toString()).execute(out);
    assertThat(evaluation.effects()).containsExactly(effects);
    for (Rule rule : Rule.both()) {
      LandingEvaluation.RulePay pay = evaluation.rule(rule.name());
      double[] expected = twin.shares(rule.attribution());
      long[] parts = new long[expected.length];
      for (int c = 0; c < expected.length; c++) {
        parts[c] = parts(expected[c]);
        assertThat(parts(pay.paid().shares()[c])).as(rule.name() + " " + c).isEqualTo(parts[c]);
      }
      assertThat(pay.quality()).isEqualTo(PayQuality.of(pay.paid().shares(), effects));
      assertThat(pay.withoutTruth()).isZero();
    }
    double byDefault = evaluation.rule(Rule.DEFAULT).quality().spearman();
    double published = evaluation.rule(Rule.PUBLISHED).quality().spearman();
    assertThat(byDefault).isGreaterThan(0.85).isGreaterThan(published + 0.3);
    assertThat(Files.readString(out.resolve(Evaluate.JSON)))
        .contains(String.format(Locale.ROOT, "\"spearman\":%.6f}", byDefault))
        .contains(
            "\"detail\":\"", "\"first\":\"contributors/bad.jsonl:1\",\"reason_code\":\"NOT_JSON\"")
        .doesNotContain(folder.toString());
    assertThat(Files.readString(out.resolve(Evaluate.MARKDOWN)))
        .contains(
            "Model digits, 20 contributors",
            "| contributors | NOT_JSON | contributors/bad.jsonl:1 |");
    assertThat(out.resolve(Evaluate.HTML)).exists();
  }

  private static long parts(double share) {
    return Math.round(share * InferenceValues.WHOLE * world.queries().size());
  }

  @Test
  void saysThatThereIsNoTruth() {
    String missing = folder.resolve("none.csv").toString();
    assertThatThrownBy(
            () ->
                EvaluateLanding.of(SharedSpark.session(), landing.toString())
                    .truth(missing)
                    .measure())
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_MISSING))
        .hasMessage(
            "There is no table of measured truth at "
                + missing
                + ". Write a CSV file with the header contributor_id,effect, an effect being how much"
                + " the held-out loss rises when the model is trained without the contributor; put it"
                + " there, or name it with --truth.");
  }

  @Test
  void takesOnePolicy() {
    assertThatThrownBy(
            () ->
                EvaluateLanding.of(SharedSpark.session(), landing.toString())
                    .policy("../schemas/policy")
                    .measure())
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessage(
            "Policy folder ../schemas/policy has 2 policies: published-poa.conf, reference.conf. One"
                + " rule is measured: name one file with --policy.");
  }
}

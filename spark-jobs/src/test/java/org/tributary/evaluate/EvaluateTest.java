package org.tributary.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.evaluate.pay.PayEvaluation;
import org.tributary.evaluate.pay.PayProtocol;
import org.tributary.evaluate.pay.Rule;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

class EvaluateTest {
  private static final Protocol QUICK =
      new Protocol(0, 200, 30, 100, 30, true, List.of(1e-2), List.of(1e-3, 1.0));

  @TempDir private static Path folder;
  private static Evaluate.Result result;

  @BeforeAll
  static void evaluate() {
    result = Evaluate.by(QUICK).execute(folder.resolve("a"));
  }

  @Test
  void writesTheSameBytesOnEveryKernel() throws IOException {
    Evaluate.by(QUICK).kernel("reference").execute(folder.resolve("b"));
    assertThat(result.trainings()).isEqualTo(231);
    for (String name : List.of(Evaluate.MARKDOWN, Evaluate.HTML, Evaluate.JSON)) {
      assertThat(folder.resolve("a").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
    }
    assertThat(Files.readString(folder.resolve("a").resolve(Evaluate.JSON)))
        .startsWith("{\"engine\":\"0.1.0\",\"format\":1,\"models\":[{\"accuracy\":\"0.")
        .contains("{\"damping_ratio\":\"0.001\",\"float64\":{\"lds\":{\"mean\":\"0.")
        .contains("\"protocol\":{\"damping_ratios\":[\"0.001\",\"1\"],\"first_subset_seed\":100,");
    assertThat(Files.readString(folder.resolve("a").resolve(Evaluate.MARKDOWN)))
        .contains("200 digits to train on, 30 others as queries")
        .contains("30 random halves (seeds 100 to 129) and without each of the 200 rows")
        .contains("| gradient-dot | – | 0.")
        .contains("| **gauss-newton** | **1** | **0.");
    assertThat(Files.readString(folder.resolve("a").resolve(Evaluate.HTML)))
        .contains("<svg viewBox=\"0 0 760 400\"")
        .contains("<polyline class=\"curve colour-0\" points=\"56.0,")
        .contains("<tr class=\"best\"><td>gauss-newton</td><td>1</td>");
  }

  @Test
  void showsPayBesideScores(@TempDir Path pay) throws IOException {
    PayProtocol small = new PayProtocol(List.of(0L, 1L, 2L), 8, 120, 30, 0.6, 1, 1, 1e-2);
    PayProtocol single = new PayProtocol(List.of(0L), 6, 60, 20, 0.6, 0, 0, 1e-2);
    Evaluate.Result measured = Evaluate.by(QUICK).pay(small).perceptron(single).execute(pay);
    PayEvaluation evaluation = measured.evaluation().pay().orElseThrow();
    JsonNode json = new ObjectMapper().readTree(pay.resolve(Evaluate.JSON).toFile());
    assertThat(json.get("spearman").isNumber()).isTrue();
    assertThat(json.get("spearman").doubleValue())
        .isCloseTo(evaluation.spearman(Rule.DEFAULT), within(1e-6));
    assertThat(json.get("harmful_share").doubleValue())
        .isCloseTo(evaluation.harmfulShare(Rule.DEFAULT), within(1e-6));
    assertThat(json.get("worst_attack_factor").doubleValue())
        .isCloseTo(evaluation.worstAttackFactor(Rule.DEFAULT), within(1e-6));
    assertThat(json.get("pay").get("worlds")).hasSize(3);
    assertThat(json.get("pay").get("rules").get(Rule.PUBLISHED).has("worst_attack_factor"))
        .isTrue();
    assertThat(json.get("perceptron").get("worlds")).hasSize(1);
    String markdown = Files.readString(pay.resolve(Evaluate.MARKDOWN));
    assertThat(markdown)
        .contains("## Pay against value, logistic regression", "| **default** | **")
        .contains("| the true shares themselves |", "| own rows ten times |")
        .contains("## Pay against value, neural network", "## Scores, L2 = 0.01");
    assertThat(Files.readString(pay.resolve(Evaluate.HTML)))
        .contains("aria-label=\"Pay by effect\"", "aria-label=\"Attack factors\"")
        .contains("<tr class=\"best\"><td>default</td>");
  }

  @Test
  void aDampedSolveBeatsGradientDot() {
    ModelQuality model = result.evaluation().model(1e-2);
    double dot = engineScore(model.method(MethodQuality.GRADIENT_DOT, Optional.empty()));
    double damped = engineScore(model.method(MethodQuality.GAUSS_NEWTON, Optional.of(1.0)));
    double hardly = engineScore(model.method(MethodQuality.GAUSS_NEWTON, Optional.of(1e-3)));
    assertThat(damped).isGreaterThan(dot).isGreaterThan(hardly);
    assertThat(model.bestOfEngine().dampingRatio()).contains(1.0);
    assertThat(
            model
                .method(MethodQuality.EXACT_INFLUENCE, Optional.empty())
                .inDouble()
                .datamodeling()
                .mean())
        .isGreaterThan(damped);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    assertRefused(
        protocol(1700, 200, 10, 1e-2, 1),
        "1700 training rows and 200 queries are more than the 1797 digits there are");
    assertRefused(
        protocol(1, 5, 10, 1e-2, 1), "Need at least 2 training rows and 1 query, not 1 and 5");
    assertRefused(
        protocol(10, 5, 1, 1e-2, 1), "A rank correlation needs at least 2 subsets, not 1");
    assertRefused(protocol(10, 5, 10, -1, 1), "A L2 penalty must be positive, not -1.0");
    assertRefused(protocol(10, 5, 10, 1e-2, 0), "A damping must be positive, not 0.0");
    assertRefused(
        new Protocol(0, 10, 5, 100, 5, false, List.of(), List.of(1.0)),
        "Need at least one L2 penalty");
    assertThatThrownBy(() -> Evaluate.by(protocol(10, 5, 10, 1e-2, 1)).kernel("abacus").measure())
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("abacus");
  }

  @Test
  void saysWhereItCannotWrite(@TempDir Path elsewhere) throws IOException {
    Path file = Files.createFile(elsewhere.resolve("taken"));
    assertThatThrownBy(() -> Evaluate.by(QUICK).execute(file))
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INFRASTRUCTURE))
        .hasMessage(
            "Can't write the evaluation to " + file + ": name a folder that can be written to");
  }

  private static Protocol protocol(int rows, int queries, int subsets, double l2, double damping) {
    return new Protocol(0, rows, queries, 100, subsets, false, List.of(l2), List.of(damping));
  }

  private static void assertRefused(Protocol protocol, String message) {
    assertThatThrownBy(() -> Evaluate.by(protocol))
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessage(message);
  }

  private static double engineScore(MethodQuality method) {
    return method.inEngine().orElseThrow().datamodeling().mean();
  }
}

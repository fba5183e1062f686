package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;

/**
 * By hand. Ann's gradient is (64, 0), Bob's (0, 16): exponents 0 and -2, lower median -2, so
 * working coordinates are four times the gradients, (256, 0) and (0, 64). The mean curvature is
 * diag(32768, 2048), its mean eigenvalue 17408.
 */
class PreconditioningTest {
  private static final double LAMBDA = 17_408;
  private static final List<TrainingExample> EXAMPLES =
      List.of(example("a", "ann", 64, 0), example("b", "bob", 0, 16));
  private static final InMemoryPreparation PREPARATION = InMemoryPreparation.of("m", EXAMPLES);

  private static TrainingExample example(String id, String who, float... gradient) {
    return new TrainingExample(
        new ContributionKey("d", id), who, true, Map.of("final", CheckpointSketch.of(gradient)));
  }

  private static PreparedModel prepare(Preconditioner method) {
    Damping damping = new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 1);
    return PREPARATION.prepare(new InfluenceSetting(method, damping), Set.of());
  }

  private static void assertRows(Preconditioner method, double ann, double bob) {
    Preconditioning solved = prepare(method).preconditioning();
    assertThat(solved.scoringVector(EXAMPLES.get(0).sketches()))
        .containsExactly(new double[] {ann, 0}, within(ann * 1e-7));
    assertThat(solved.scoringVector(EXAMPLES.get(1).sketches()))
        .containsExactly(new double[] {0, bob}, within(bob * 1e-7));
  }

  private static void assertVectors(Preconditioner method, double ann, double bob) {
    PreparedModel prepared = prepare(method);
    assertThat(value(prepared.contributors().get(0).vector(), 0)).isCloseTo(ann, within(ann / 128));
    assertThat(value(prepared.contributors().get(1).vector(), 1)).isCloseTo(bob, within(bob / 128));
  }

  private static double value(QuantizedRow row, int j) {
    return Math.scalb((double) row.q()[j], row.exponent());
  }

  @Test
  void rawRowsStandInWorkingCoordinates() {
    assertThat(PREPARATION.balanced().parts().get(0).scaleExponent()).isEqualTo(-2);
    assertThat(PREPARATION.rawRows())
        .extracting(RawRow::sketch)
        .containsExactly(
            new QuantizedRow(2, new byte[] {64, 0}), new QuantizedRow(0, new byte[] {0, 64}));
    assertThat(prepare(Preconditioner.GAUSS_NEWTON).numbers().referenceExponent()).isEqualTo(2);
    assertThat(prepare(Preconditioner.GRADIENT_DOT).numbers().referenceExponent()).isZero();
    assertThat(prepare(Preconditioner.GRADIENT_COSINE).numbers().referenceExponent()).isEqualTo(-6);
  }

  @Test
  void gaussNewton() {
    assertRows(Preconditioner.GAUSS_NEWTON, 256 / (32_768 + LAMBDA), 64 / (2_048 + LAMBDA));
    // Ann's own row is all there is in the first dimension: without it only lambda is left.
    assertVectors(Preconditioner.GAUSS_NEWTON, 256 / LAMBDA, 64 / LAMBDA);
  }

  @Test
  void relative() {
    double ann = 1 / Math.sqrt(32_768 + LAMBDA);
    double bob = 1 / Math.sqrt(2_048 + LAMBDA);
    assertRows(Preconditioner.RELATIVE, ann, bob);
    assertVectors(
        Preconditioner.RELATIVE, (32_768 + LAMBDA) * ann / LAMBDA, (2_048 + LAMBDA) * bob / LAMBDA);
  }

  @Test
  void dataInf() {
    double ann = 256 / LAMBDA * (1 - 0.5 * 65_536 / (LAMBDA + 65_536));
    double bob = 64 / LAMBDA * (1 - 0.5 * 4_096 / (LAMBDA + 4_096));
    assertRows(Preconditioner.DATAINF, ann, bob);
    assertVectors(Preconditioner.DATAINF, 256 / LAMBDA, 64 / LAMBDA);
  }

  @Test
  void withoutCurvature() {
    assertRows(Preconditioner.GRADIENT_DOT, 64, 16);
    assertVectors(Preconditioner.GRADIENT_DOT, 64, 16);
    assertRows(Preconditioner.GRADIENT_COSINE, 1, 1);
    assertVectors(Preconditioner.GRADIENT_COSINE, 1, 1);
  }

  /** Lambda 0.5 on gradients is 0.5 x 16 in coordinates that are four times as large. */
  @Test
  void anAbsoluteDampingIsSaidOfGradients() {
    Damping damping = new Damping(Damping.Kind.ABSOLUTE, 0.5);
    PartPreconditioner part =
        PREPARATION
            .prepare(new InfluenceSetting(Preconditioner.GAUSS_NEWTON, damping), Set.of())
            .preconditioning()
            .parts()
            .get(0);
    assertThat(part.damping()).isEqualTo(8);
    assertThat(part.meanEigenvalue()).isEqualTo(LAMBDA);
  }

  @Test
  void aDampingThatIsLostBesideTheCurvatureIsRefused() {
    List<TrainingExample> alike = List.of(example("a", "ann", 64, 64), example("b", "bob", 64, 64));
    Damping damping = new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 1e-300);
    assertThatThrownBy(
            () ->
                InMemoryPreparation.of("m", alike)
                    .prepare(new InfluenceSetting(Preconditioner.GAUSS_NEWTON, damping), Set.of()))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_INCONSISTENT))
        .hasMessageContaining("checkpoint 'final', block 0, can't be inverted");
  }

  @Test
  void anAllZeroBlockCostsNobodyTheRest() {
    List<TrainingExample> examples = List.of(example("a", "ann", 0, 0), example("b", "bob", 0, 0));
    PreparedModel prepared =
        InMemoryPreparation.of("m", examples)
            .prepare(new InfluenceSetting(Preconditioner.GAUSS_NEWTON, Damping.AUTO), Set.of());
    assertThat(prepared.preconditioning().parts().get(0).isIdentity()).isTrue();
    assertThat(prepared.rows().get(0).q()).containsOnly(0);
    assertThat(prepared.numbers().rows()).isEqualTo(ExponentRange.NONE);
  }
}

package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Preconditioner;

class InMemoryPreparationTest {
  private static final Set<ContributionKey> FOLLOWERS =
      Set.of(new ContributionKey("d1", "x3"), new ContributionKey("d2", "x5"));

  private static InfluenceSetting setting(Preconditioner preconditioner) {
    return new InfluenceSetting(
        preconditioner, new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 0.5));
  }

  private static PreparedModel prepare(List<TrainingExample> examples, InfluenceSetting setting) {
    return InMemoryPreparation.of("m", examples).prepare(setting, FOLLOWERS);
  }

  @Property(tries = 30)
  void theOrderOfExamplesChangesNoBit(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int rows) {
    List<TrainingExample> examples = Examples.random(seed, rows);
    List<TrainingExample> shuffled = new ArrayList<>(examples);
    Collections.shuffle(shuffled, new Random(seed));
    for (Preconditioner method : Preconditioner.values()) {
      assertSame(prepare(shuffled, setting(method)), prepare(examples, setting(method)), 0);
    }
    InfluenceSetting auto = new InfluenceSetting(Preconditioner.GAUSS_NEWTON, Damping.AUTO);
    assertThat(prepare(shuffled, auto).sweep()).isEqualTo(prepare(examples, auto).sweep());
  }

  @Property(tries = 30)
  void gradientsTimesAPowerOfTwoGiveTheSameSharesToTheBit(
      @ForAll long seed, @ForAll @IntRange(min = -40, max = 40) int shift) {
    List<TrainingExample> examples = Examples.random(seed, 25);
    List<TrainingExample> scaled = Examples.scaled(examples, shift);
    for (Preconditioner method : Preconditioner.values()) {
      // P of a damped method shrinks with the square of the gradients, in gradient coordinates; in
      // working coordinates nothing has changed at all.
      int moved = method == Preconditioner.GRADIENT_DOT ? shift : 0;
      assertSame(prepare(scaled, setting(method)), prepare(examples, setting(method)), moved);
    }
  }

  private static void assertSame(PreparedModel found, PreparedModel expected, int shift) {
    assertThat(found.numbers().rows().lowest())
        .isEqualTo(expected.numbers().rows().lowest() + shift);
    assertThat(found.numbers().contributorVectors().lowest())
        .isEqualTo(expected.numbers().contributorVectors().lowest() + shift);
    assertThat(found.rows()).hasSameSizeAs(expected.rows());
    for (int block = 0; block < found.rows().size(); block++) {
      PackedRows one = found.rows().get(block);
      PackedRows other = expected.rows().get(block);
      assertThat(one.q()).isEqualTo(other.q());
      assertThat(one.contributionIds()).isEqualTo(other.contributionIds());
      assertThat(one.contributors()).isEqualTo(other.contributors());
      for (int row = 0; row < one.rows(); row++) {
        assertThat(one.exponents()[row]).isEqualTo(other.exponents()[row] + shift);
      }
    }
    assertThat(found.contributors()).hasSameSizeAs(expected.contributors());
    for (int c = 0; c < found.contributors().size(); c++) {
      ContributorVector one = found.contributors().get(c);
      ContributorVector other = expected.contributors().get(c);
      assertThat(one.vector().q()).isEqualTo(other.vector().q());
      assertThat(one.vector().exponent()).isEqualTo(other.vector().exponent() + shift);
      assertThat(one.contributor()).isEqualTo(other.contributor());
    }
  }

  @ParameterizedTest
  @EnumSource(Preconditioner.class)
  void checkpointsAddUpToWhatEachSaysAlone(Preconditioner method) {
    List<TrainingExample> examples = Examples.random(7, 30);
    TreeMap<String, Integer> weights = new TreeMap<>(Map.of("early", 250_000, "final", 500_000));
    InfluenceSetting both =
        new InfluenceSetting(
            method, setting(method).damping(), weights, PayRule.Duplicates.SEPARATE, 1_000_000);
    Preconditioning all =
        InMemoryPreparation.of("m", examples).prepare(both, Set.of()).preconditioning();
    Map<String, CheckpointSketch> query =
        Map.of(
            "early", CheckpointSketch.of(1, -2, 0.5f),
            "final", CheckpointSketch.of(0.1f, 0.2f, -0.3f, 0.4f, 0, 1));
    for (String checkpoint : weights.keySet()) {
      List<TrainingExample> alone = alone(examples, checkpoint);
      Preconditioning single =
          InMemoryPreparation.of("m", alone).prepare(setting(method), Set.of()).preconditioning();
      for (TrainingExample example : alone) {
        double expected = score(single, query(query, checkpoint), example.sketches());
        double found = score(all, query(query, checkpoint), example.sketches());
        double weight = weights.get(checkpoint) / 1e6;
        // Raw rows share one int8 scale over all checkpoints, so the curvature differs slightly.
        assertThat(found).isCloseTo(weight * expected, within(0.05 * Math.abs(expected) + 0.02));
      }
    }
  }

  private static Map<String, CheckpointSketch> query(
      Map<String, CheckpointSketch> sketches, String checkpoint) {
    return Map.of(checkpoint, sketches.get(checkpoint));
  }

  private static List<TrainingExample> alone(List<TrainingExample> examples, String checkpoint) {
    return examples.stream()
        .filter(each -> each.sketches().containsKey(checkpoint))
        .map(
            each ->
                new TrainingExample(
                    each.key(),
                    each.contributorId(),
                    each.earns(),
                    Map.of(checkpoint, each.sketches().get(checkpoint))))
        .toList();
  }

  private static double score(
      Preconditioning preconditioning,
      Map<String, CheckpointSketch> query,
      Map<String, CheckpointSketch> example) {
    double[] x = preconditioning.layout().working(query);
    double[] y = preconditioning.scoringVector(example);
    return Dense.dot(x, y);
  }

  @Property(tries = 50)
  void fewAndManyRowsGiveTheSameVectorToRounding(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 12) int own) {
    List<TrainingExample> examples = alone(Examples.random(seed, 30), "final");
    InMemoryPreparation preparation = InMemoryPreparation.of("m", examples);
    for (Preconditioner method : List.of(Preconditioner.GAUSS_NEWTON, Preconditioner.DATAINF)) {
      Preconditioning all = preparation.prepare(setting(method), Set.of()).preconditioning();
      SketchLayout.Part part = all.balanced().parts().get(0);
      PartPreconditioner matrix = all.parts().get(0);
      List<RawRow> rows = preparation.rawRows().subList(0, own);
      double[] numerator = all.balanced().working(examples.get(0).sketches());
      double[] few;
      double[] many;
      if (method == Preconditioner.DATAINF) {
        WeightedGram sum = new WeightedGram(6);
        rows.forEach(
            row ->
                sum.add(
                    row.sketch().q(), 0, row.sketch().exponent(), matrix.dataInfWeight(row, part)));
        few = LeaveGroupOut.dataInfFew(matrix, part, numerator, rows);
        many = LeaveGroupOut.dataInfMany(matrix, numerator, sum.dense());
      } else {
        Gram sum = new Gram(6);
        rows.forEach(row -> sum.add(row.sketch()));
        few = LeaveGroupOut.few(matrix, part, numerator, rows);
        many = LeaveGroupOut.many(matrix, part, numerator, sum.dense());
      }
      double size = Math.sqrt(Dense.dot(few, few));
      double tolerance = method == Preconditioner.DATAINF ? 1e-6 : 1e-12;
      for (int j = 0; j < few.length; j++) {
        assertThat(many[j]).isCloseTo(few[j], within(tolerance * (size + 1)));
      }
    }
  }
}

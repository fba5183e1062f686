package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;

class GaussNewtonTest {
  private static final Damping ONE_MEAN =
      new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 1.0);

  @Test
  void invertsByHand() {
    Gram gram = new Gram(2);
    gram.add(new QuantizedRow(0, new byte[] {2, 0}));
    gram.add(new QuantizedRow(0, new byte[] {0, 4}));
    // Mean Gram diag(2, 8), mean eigenvalue 5: inverse of diag(7, 13).
    PreconditionerBlock block = GaussNewton.invert(gram, ONE_MEAN, 0).blocks().get(0);
    assertThat(block.meanEigenvalue()).isEqualTo(5);
    assertThat(block.damping()).isEqualTo(5);
    assertThat(block.matrix()[0]).isCloseTo(1.0 / 7, within(1e-16));
    assertThat(block.matrix()[3]).isCloseTo(1.0 / 13, within(1e-16));
    assertThat(block.matrix()[1]).isZero();
  }

  @Test
  void blocksAreInvertedApart() {
    Gram gram = new Gram(3);
    gram.add(new QuantizedRow(0, new byte[] {2, 100, 50}));
    PreconditionerMatrix matrix =
        GaussNewton.invert(gram, new Damping(Damping.Kind.ABSOLUTE, 4), 0, 1);
    assertThat(matrix.blocks()).extracting(PreconditionerBlock::offset).containsExactly(0, 1);
    assertThat(matrix.blocks()).extracting(PreconditionerBlock::dimension).containsExactly(1, 2);
    double[] applied = matrix.apply(new float[] {16, 0, 0});
    assertThat(applied[0]).isCloseTo(2, within(1e-15));
    assertThat(applied[1]).as("nothing flows between blocks").isZero();
  }

  @Property(tries = 50)
  void aGradientSolvesTheDampedSystem(@ForAll long seed) {
    Random random = new Random(seed);
    int dimension = 6;
    Gram gram = new Gram(dimension);
    GramTest.rows(random, 9, dimension).forEach(gram::add);
    PreconditionerMatrix matrix = GaussNewton.invert(gram, ONE_MEAN, 0);
    float[] gradient = new float[dimension];
    for (int j = 0; j < dimension; j++) {
      gradient[j] = random.nextFloat() - 0.5f;
    }
    double[] solved = matrix.apply(gradient);
    double[] sum = gram.dense();
    for (int i = 0; i < dimension; i++) {
      double back = matrix.blocks().get(0).damping() * solved[i];
      for (int j = 0; j < dimension; j++) {
        back += sum[i * dimension + j] / gram.rows() * solved[j];
      }
      assertThat(back).isCloseTo(gradient[i], within(1e-9));
    }
  }

  @Property(tries = 50)
  void theBatchChangesNoBit(@ForAll long seed) {
    Random random = new Random(seed);
    Gram gram = new Gram(7);
    GramTest.rows(random, 20, 7).forEach(gram::add);
    PreconditionerMatrix matrix = GaussNewton.invert(gram, ONE_MEAN, 0, 3);
    List<float[]> gradients = List.of(gradient(random), gradient(random), gradient(random));
    List<double[]> together = matrix.applyAll(gradients);
    for (int each = 0; each < gradients.size(); each++) {
      assertThat(together.get(each)).containsExactly(matrix.apply(gradients.get(each)));
      assertThat(together.get(each)).containsExactly(plainSum(matrix, gradients.get(each)));
    }
  }

  @Test
  void gradientDotLeavesTheGradientAsItIs() {
    Gram gram = new Gram(2);
    gram.add(new QuantizedRow(0, new byte[] {2, 4}));
    InfluenceSetting setting = new InfluenceSetting(Preconditioner.GRADIENT_DOT, ONE_MEAN);
    PreconditionerMatrix matrix = setting.matrix(gram, 0);
    assertThat(matrix.apply(new float[] {0.1f, -3})).containsExactly(0.1f, -3);
    assertThat(matrix.blocks().get(0).meanEigenvalue()).isEqualTo(10);
    assertThat(setting.method()).isEqualTo("gradient-dot");
  }

  @Test
  void whatCannotBeInvertedIsSaid() {
    Gram zeros = new Gram(2);
    zeros.add(new QuantizedRow(0, new byte[2]));
    assertThatThrownBy(() -> GaussNewton.invert(zeros, ONE_MEAN, 0))
        .hasMessageContaining("block 0 (dimensions 0 to 1, 1 training rows)")
        .hasMessageContaining("all zero");
    PreconditionerMatrix matrix =
        GaussNewton.invert(zeros, new Damping(Damping.Kind.ABSOLUTE, 1), 0);
    assertThatThrownBy(() -> matrix.apply(new float[3]))
        .hasMessageContaining("3 dimensions doesn't fit a preconditioner of 2");
  }

  private static float[] gradient(Random random) {
    float[] gradient = new float[7];
    for (int j = 0; j < 7; j++) {
      gradient[j] = random.nextInt(3) == 0 ? 0 : random.nextFloat() - 0.5f;
    }
    return gradient;
  }

  /** The definition, entry by entry. */
  private static double[] plainSum(PreconditionerMatrix matrix, float[] gradient) {
    double[] result = new double[gradient.length];
    for (PreconditionerBlock block : matrix.blocks()) {
      for (int i = 0; i < block.dimension(); i++) {
        double sum = 0;
        for (int j = 0; j < block.dimension(); j++) {
          sum += block.matrix()[j * block.dimension() + i] * gradient[block.offset() + j];
        }
        result[block.offset() + i] = sum;
      }
    }
    return result;
  }
}

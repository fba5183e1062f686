package org.tributary.influence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;

/**
 * Which preconditioner a policy asks for. Policies of different dates may ask for different ones of
 * the same model, so it is part of the key of a prepared model.
 *
 * @param preconditioner method
 * @param damping lambda of {@link Preconditioner#GAUSS_NEWTON}; the others have none
 */
public record InfluenceSetting(Preconditioner preconditioner, Damping damping)
    implements Serializable {
  private static final String NO_DAMPING = "none";

  public InfluenceSetting {
    if (preconditioner == Preconditioner.GRADIENT_DOT) {
      // Policies that differ in a damping that isn't used ask for the same matrix.
      damping = new Damping(Damping.Kind.ABSOLUTE, 0);
    }
  }

  public static InfluenceSetting of(AttributionRule rule) {
    return new InfluenceSetting(rule.influence().preconditioner(), rule.influence().damping());
  }

  /** Name of the method in tables, e.g. {@code gauss-newton}. */
  public String method() {
    return preconditioner.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The damping as a person reads it, e.g. {@code 1.0 x mean eigenvalue}. */
  public String dampingRule() {
    if (preconditioner == Preconditioner.GRADIENT_DOT) {
      return NO_DAMPING;
    }
    return damping.text();
  }

  /**
   * The matrix of this setting for the given curvature.
   *
   * @param gram of all training rows
   * @param blockStarts first dimension of each block, ascending from 0
   */
  public PreconditionerMatrix matrix(Gram gram, int... blockStarts) {
    return switch (preconditioner) {
      case GAUSS_NEWTON -> GaussNewton.invert(gram, damping, blockStarts);
      case GRADIENT_DOT -> identity(gram, blockStarts);
      case GRADIENT_COSINE, RELATIVE, DATAINF ->
          throw new IllegalArgumentException("No matrix of " + preconditioner);
    };
  }

  private static PreconditionerMatrix identity(Gram gram, int... blockStarts) {
    double[] sum = gram.dense();
    List<PreconditionerBlock> blocks = new ArrayList<>();
    for (int block = 0; block < blockStarts.length; block++) {
      int offset = blockStarts[block];
      int end = block + 1 < blockStarts.length ? blockStarts[block + 1] : gram.dimension();
      double mean = GaussNewton.meanEigenvalue(sum, gram.dimension(), gram.rows(), offset, end);
      blocks.add(new PreconditionerBlock(block, offset, end - offset, mean, 0, new double[0]));
    }
    return new PreconditionerMatrix(blocks);
  }
}

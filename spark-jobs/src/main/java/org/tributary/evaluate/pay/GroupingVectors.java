package org.tributary.evaluate.pay;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.tributary.influence.InMemoryPreparation;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PartPreconditioner;
import org.tributary.influence.Preconditioning;
import org.tributary.influence.Quantizer;
import org.tributary.influence.RawRow;
import org.tributary.influence.SketchLayout;

/** Directions in which duplicates are near: the square root of P times a row. */
final class GroupingVectors {
  private GroupingVectors() {}

  static List<byte[]> of(InMemoryPreparation preparation, InfluenceSetting setting) {
    Preconditioning model = preparation.prepare(setting, Set.of()).preconditioning();
    List<byte[]> directions = new ArrayList<>();
    List<double[]> all = new ArrayList<>();
    for (RawRow row : preparation.rawRows()) {
      double[] u = new double[model.balanced().dimension()];
      for (int j = 0; j < u.length; j++) {
        u[j] = Math.scalb((double) row.sketch().q()[j], row.sketch().exponent());
      }
      all.add(u);
    }
    for (int p = 0; p < model.parts().size(); p++) {
      SketchLayout.Part part = model.balanced().parts().get(p);
      PartPreconditioner matrix = model.parts().get(p);
      if (matrix.isIdentity()) {
        continue;
      }
      int size = part.dimension();
      DMatrixRMaj root = new DMatrixRMaj(size, size);
      System.arraycopy(matrix.matrix(), 0, root.data, 0, size * size);
      CholeskyDecompositionInner_DDRM cholesky = new CholeskyDecompositionInner_DDRM(true);
      cholesky.decompose(root);
      double[] lower = cholesky.getT(null).data;
      for (double[] u : all) {
        double[] x = java.util.Arrays.copyOfRange(u, part.offset(), part.offset() + size);
        double[] y = new double[size];
        for (int i = 0; i < size; i++) {
          double factor = x[i];
          if (factor != 0) {
            for (int j = 0; j <= i; j++) {
              y[j] += lower[i * size + j] * factor;
            }
          }
        }
        System.arraycopy(y, 0, u, part.offset(), size);
      }
    }
    all.forEach(u -> directions.add(Quantizer.quantize(u).q()));
    return directions;
  }
}

package org.tributary.influence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tributary.schemas.policy.Preconditioner;

/**
 * What is kept of one contributor's rows until its vector is computed: how many there are, the sum
 * of those that speak, and its own curvature. Few rows are kept as they are; more of them than a
 * part has dimensions are kept as an integer Gram, which takes less room. All of it merges to the
 * same bits in any order.
 */
public final class ContributorSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final boolean needsOwn;
  private final int mostRows;
  private long contributions;
  private long leaders;
  private final List<PartSums> parts = new ArrayList<>();

  /** All rows of the contributor; null once there are more than {@link #mostRows}. */
  private List<RawRow> rows = new ArrayList<>();

  /** Sums over one part. */
  private static final class PartSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private final WeightedSum numerator;
    private Gram own;
    private WeightedGram ownWeighted;

    PartSums(int dimension) {
      numerator = new WeightedSum(dimension);
    }
  }

  public ContributorSums(Preconditioning preconditioning) {
    this.needsOwn = preconditioning.setting().preconditioner().isDamped();
    int most = 0;
    for (SketchLayout.Part part : preconditioning.balanced().parts()) {
      parts.add(new PartSums(part.dimension()));
      most = Math.max(most, part.dimension());
    }
    this.mostRows = most;
  }

  /**
   * Adds a row of the contributor.
   *
   * @param row of the training set, rejected ones too
   * @param leads whether no other contribution speaks for it
   */
  public void add(Preconditioning preconditioning, RawRow row, boolean leads) {
    contributions += row.earns() ? 1 : 0;
    if (row.earns() && leads) {
      leaders++;
      addToNumerator(preconditioning, row);
    }
    if (needsOwn) {
      keep(preconditioning, row);
    }
  }

  private void addToNumerator(Preconditioning preconditioning, RawRow row) {
    double[] factors = preconditioning.factors(row);
    for (int p = 0; p < parts.size(); p++) {
      SketchLayout.Part part = preconditioning.balanced().parts().get(p);
      int checkpoint = row.checkpoints().indexOf(part.checkpoint());
      if (checkpoint >= 0) {
        parts
            .get(p)
            .numerator
            .add(row.sketch().q(), part.offset(), row.sketch().exponent(), factors[checkpoint]);
      }
    }
  }

  private void keep(Preconditioning preconditioning, RawRow row) {
    if (rows == null) {
      addToOwn(preconditioning, row);
      return;
    }
    rows.add(row);
    if (rows.size() > mostRows) {
      rows.forEach(each -> addToOwn(preconditioning, each));
      rows = null;
    }
  }

  private void addToOwn(Preconditioning preconditioning, RawRow row) {
    for (int p = 0; p < parts.size(); p++) {
      SketchLayout.Part part = preconditioning.balanced().parts().get(p);
      PartPreconditioner matrix = preconditioning.parts().get(p);
      if (row.has(part) && !matrix.isIdentity()) {
        PartSums sums = parts.get(p);
        if (preconditioning.setting().preconditioner() == Preconditioner.DATAINF) {
          sums.ownWeighted = orNew(sums.ownWeighted, part);
          matrix.addDataInf(sums.ownWeighted, part, row);
        } else {
          sums.own = orNew(sums.own, part);
          sums.own.add(row.sketch().q(), part.offset(), row.sketch().exponent());
        }
      }
    }
  }

  private static Gram orNew(Gram gram, SketchLayout.Part part) {
    return gram == null ? new Gram(part.dimension()) : gram;
  }

  private static WeightedGram orNew(WeightedGram gram, SketchLayout.Part part) {
    return gram == null ? new WeightedGram(part.dimension()) : gram;
  }

  /** Adds the rows of {@code other} of the same contributor, which is used up. */
  public void merge(Preconditioning preconditioning, ContributorSums other) {
    contributions += other.contributions;
    leaders += other.leaders;
    for (int p = 0; p < parts.size(); p++) {
      parts.get(p).numerator.merge(other.parts.get(p).numerator);
    }
    if (other.rows != null) {
      other.rows.forEach(row -> keep(preconditioning, row));
      return;
    }
    if (rows != null) {
      rows.forEach(row -> addToOwn(preconditioning, row));
      rows = null;
    }
    for (int p = 0; p < parts.size(); p++) {
      mergeOwn(preconditioning.balanced().parts().get(p), parts.get(p), other.parts.get(p));
    }
  }

  private static void mergeOwn(SketchLayout.Part part, PartSums sums, PartSums other) {
    if (other.own != null) {
      sums.own = orNew(sums.own, part);
      sums.own.merge(other.own);
    }
    if (other.ownWeighted != null) {
      sums.ownWeighted = orNew(sums.ownWeighted, part);
      sums.ownWeighted.merge(other.ownWeighted);
    }
  }

  /** Contributions that earn. */
  public long contributions() {
    return contributions;
  }

  /** Of these, those that speak for themselves. */
  public long leaders() {
    return leaders;
  }

  /** The sum of what speaks, of one part. */
  double[] numerator(int part) {
    return parts.get(part).numerator.dense();
  }

  /** The contributor's rows of one part in the order of their keys, or null if there are many. */
  List<RawRow> rows(SketchLayout.Part part) {
    return rows == null
        ? null
        : rows.stream()
            .filter(row -> row.has(part))
            .sorted(Comparator.comparing(RawRow::key))
            .toList();
  }

  /** Sum of {@code x xT} over its rows, weighted for DataInf; of one part, if there are many. */
  double[] own(int part, int dimension) {
    PartSums sums = parts.get(part);
    if (sums.own != null) {
      return sums.own.dense();
    }
    return sums.ownWeighted != null
        ? sums.ownWeighted.dense()
        : new double[Math.multiplyExact(dimension, dimension)];
  }
}

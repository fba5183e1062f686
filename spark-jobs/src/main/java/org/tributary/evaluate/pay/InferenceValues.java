package org.tributary.evaluate.pay;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tributary.gpu.Kernel;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.ContributorVector;
import org.tributary.influence.Credibility;
import org.tributary.influence.PackedRows;
import org.tributary.influence.PreparedModel;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.ReferenceUnit;
import org.tributary.influence.Shares;
import org.tributary.influence.SignedSums;
import org.tributary.schemas.policy.PayRule;

/**
 * The exact values of contributors and rows for a window of inferences, and the shares that a rule
 * makes of them.
 *
 * @param contributorIds by ordinal
 * @param contributions how many count for each
 * @param values by inference and ordinal
 * @param rowPositive sums of the positive scores of each contributor's rows, likewise
 * @param sums of the values over the window
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record InferenceValues(
    List<String> contributorIds,
    List<Long> contributions,
    long[][] values,
    long[][] rowPositive,
    SignedSums sums) {
  /** Shares of one inference sum to it. */
  static final long WHOLE = Shares.WHOLE;

  InferenceValues {
    contributorIds = List.copyOf(contributorIds);
    contributions = List.copyOf(contributions);
  }

  /** Scores inferences, each by its gradients. */
  static InferenceValues of(
      PreparedModel model, List<Map<String, CheckpointSketch>> inferences, Kernel kernel) {
    List<QuantizedRow> rows =
        inferences.stream().map(model.preconditioning().layout()::quantize).toList();
    byte[] queries = packed(rows, model.numbers().dimension());
    long[][] values = values(model, queries, rows.size(), kernel);
    int reference = model.numbers().referenceExponent();
    int[] shifts =
        rows.stream().mapToInt(row -> ReferenceUnit.shift(row.exponent(), reference)).toArray();
    return new InferenceValues(
        model.contributors().stream().map(each -> each.contributor().contributorId()).toList(),
        model.contributors().stream().map(ContributorVector::leaders).toList(),
        values,
        rowPositive(model, queries, rows.size(), kernel),
        sums(values, shifts));
  }

  private static long[][] values(
      PreparedModel model, byte[] queries, int inferences, Kernel kernel) {
    List<ContributorVector> contributors = model.contributors();
    int count = contributors.size();
    int dimension = model.numbers().dimension();
    int lowest = model.numbers().contributorVectors().lowest();
    byte[] vectors =
        packed(contributors.stream().map(ContributorVector::vector).toList(), dimension);
    int[] products = new int[inferences * count];
    kernel.multiply(queries, inferences, vectors, count, dimension, products);
    long[][] values = new long[inferences][count];
    for (int z = 0; z < inferences; z++) {
      for (int c = 0; c < count; c++) {
        int shift = contributors.get(c).vector().exponent() - lowest;
        values[z][c] = (long) products[z * count + c] << shift;
      }
    }
    return values;
  }

  private static long[][] rowPositive(
      PreparedModel model, byte[] queries, int inferences, Kernel kernel) {
    long[][] positive = new long[inferences][model.contributors().size()];
    int lowest = model.numbers().rows().lowest();
    for (PackedRows block : model.rows()) {
      int[] products = new int[inferences * block.rows()];
      kernel.multiply(queries, inferences, block.q(), block.rows(), block.dimension(), products);
      for (int z = 0; z < inferences; z++) {
        for (int row = 0; row < block.rows(); row++) {
          long score = (long) products[z * block.rows() + row] << (block.exponents()[row] - lowest);
          if (score > 0) {
            positive[z][block.contributors()[row]] += score >> model.numbers().sumShift();
          }
        }
      }
    }
    return positive;
  }

  private static SignedSums sums(long[][] values, int[] shifts) {
    SignedSums sums = new SignedSums(values[0].length);
    for (int z = 0; z < values.length; z++) {
      for (int c = 0; c < values[z].length; c++) {
        sums.add(c, values[z][c], shifts[z]);
      }
    }
    return sums;
  }

  /** The shares of each contributor, summed over the inferences. */
  long[] shares(PayRule rule) {
    List<Credibility.Account> accounts =
        IntStream.range(0, contributorIds.size())
            .mapToObj(
                c ->
                    new Credibility.Account(
                        sums.positive(c), sums.negative(c), contributions.get(c)))
            .toList();
    long[] credibilities = Credibility.of(accounts, rule.kappaPpm(), rule.shrinkagePpm());
    long[] total = new long[credibilities.length];
    long[][] worth = rule.value() == PayRule.Value.POSITIVE_ROWS ? rowPositive : values;
    for (long[] inference : worth) {
      long[] shares = Shares.of(inference, credibilities);
      for (int c = 0; c < total.length; c++) {
        total[c] += shares[c];
      }
    }
    return total;
  }

  private static byte[] packed(List<QuantizedRow> rows, int dimension) {
    byte[] packed = new byte[Math.multiplyExact(rows.size(), dimension)];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i).q(), 0, packed, i * dimension, dimension);
    }
    return packed;
  }
}

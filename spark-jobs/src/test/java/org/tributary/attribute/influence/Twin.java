package org.tributary.attribute.influence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.attribute.influence.ContributorValue.Evidence;
import org.tributary.influence.PreconditionerMatrix;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.Quantizer;

/**
 * The influence method as straight as it can be written: exact decimals, no kernel, no tiles, one
 * pair at a time. What the engine computes must equal it in every digit.
 */
public final class Twin {
  private Twin() {}

  /** Values of all contributors for one inference. */
  public static InferenceValues values(
      Map<String, PreconditionerMatrix> matrices,
      List<TrainingRow> rows,
      InferenceSketches inference,
      int evidenceRows) {
    Map<String, QuantizedRow> query = query(matrices, rows, inference);
    if (query.isEmpty()) {
      return new InferenceValues(inference.inferenceId(), 0, List.of());
    }
    int unit = Integer.MAX_VALUE;
    for (TrainingRow row : rows) {
      QuantizedRow z = query.get(row.checkpoint());
      if (z != null && !row.sketch().isZero()) {
        unit = Math.min(unit, z.exponent() + row.sketch().exponent());
      }
    }
    TreeMap<ContributorKey, TreeMap<String, BigInteger>> scores = new TreeMap<>();
    for (TrainingRow row : rows) {
      QuantizedRow z = query.get(row.checkpoint());
      if (z != null) {
        scores
            .computeIfAbsent(row.contributor(), key -> new TreeMap<>())
            .merge(row.contributionId(), score(z, row.sketch(), unit), BigInteger::add);
      }
    }
    List<ContributorValue> values = new ArrayList<>();
    scores.forEach((key, each) -> addValue(values, key, each, evidenceRows));
    return new InferenceValues(inference.inferenceId(), unit, values);
  }

  private static void addValue(
      List<ContributorValue> values,
      ContributorKey key,
      TreeMap<String, BigInteger> scores,
      int evidenceRows) {
    BigInteger value = scores.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (value.signum() != 0) {
      List<Evidence> evidence =
          scores.entrySet().stream()
              .filter(each -> each.getValue().signum() != 0)
              .map(each -> new Evidence(each.getKey(), each.getValue()))
              .sorted(
                  Comparator.comparing((Evidence each) -> each.score().abs())
                      .reversed()
                      .thenComparing(Evidence::contributionId))
              .limit(evidenceRows)
              .toList();
      values.add(new ContributorValue(key, value, evidence));
    }
  }

  private static Map<String, QuantizedRow> query(
      Map<String, PreconditionerMatrix> matrices,
      List<TrainingRow> rows,
      InferenceSketches inference) {
    TreeMap<String, double[]> vectors = new TreeMap<>();
    TreeMap<String, Integer> highest = new TreeMap<>();
    int reach = Integer.MIN_VALUE;
    for (String checkpoint : new TreeSet<>(inference.gradients().keySet())) {
      double[] vector = matrices.get(checkpoint).apply(inference.gradients().get(checkpoint));
      List<Integer> exponents =
          rows.stream()
              .filter(row -> row.checkpoint().equals(checkpoint) && !row.sketch().isZero())
              .map(row -> row.sketch().exponent())
              .toList();
      double largest = Quantizer.largestMagnitude(vector);
      if (largest > 0 && !exponents.isEmpty()) {
        vectors.put(checkpoint, vector);
        highest.put(checkpoint, exponents.stream().max(Integer::compare).orElseThrow());
        reach = Math.max(reach, Quantizer.exponentOf(largest) + highest.get(checkpoint));
      }
    }
    TreeMap<String, QuantizedRow> query = new TreeMap<>();
    for (String checkpoint : vectors.keySet()) {
      QuantizedRow row =
          Quantizer.quantize(
              vectors.get(checkpoint), reach - Quantizer.WINDOW - highest.get(checkpoint));
      if (!row.isZero()) {
        query.put(checkpoint, row);
      }
    }
    return query;
  }

  private static BigInteger score(QuantizedRow a, QuantizedRow b, int unit) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int d = 0; d < a.dimension(); d++) {
      sum = sum.add(BigDecimal.valueOf((long) a.q()[d] * b.q()[d]));
    }
    if (sum.signum() == 0) {
      return BigInteger.ZERO;
    }
    int shift = a.exponent() + b.exponent() - unit;
    return sum.multiply(BigDecimal.valueOf(2).pow(shift)).toBigIntegerExact();
  }
}

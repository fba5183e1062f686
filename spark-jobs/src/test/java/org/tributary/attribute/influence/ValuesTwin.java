package org.tributary.attribute.influence;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.ContributorVector;
import org.tributary.influence.PackedRows;
import org.tributary.influence.PreparedModel;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.SettingNumbers;

/**
 * The night's scores as straight as they can be written: one pair at a time, in numbers of any
 * size, without kernel, tiles or tables. What the engine stores must equal it in every digit.
 */
final class ValuesTwin {
  private final PreparedModel model;
  private final int evidenceRows;

  ValuesTwin(PreparedModel model, int evidenceRows) {
    this.model = model;
    this.evidenceRows = evidenceRows;
  }

  private record Scored(BigInteger score, int contributor, String id) {}

  private SettingNumbers numbers() {
    return model.numbers();
  }

  private int lowestRow() {
    return numbers().rows().lowest();
  }

  private int lowestVector() {
    return numbers().contributorVectors().lowest();
  }

  /** Exponent of an inference's row. */
  int exponent(Map<String, CheckpointSketch> sketches) {
    QuantizedRow row = model.preconditioning().layout().quantize(sketches);
    return row.isZero() ? numbers().referenceExponent() : row.exponent();
  }

  /** Value of every contributor, in the inference's unit. */
  List<BigInteger> values(Map<String, CheckpointSketch> sketches) {
    byte[] z = model.preconditioning().layout().quantize(sketches).q();
    List<BigInteger> values = new ArrayList<>();
    for (ContributorVector each : model.contributors()) {
      values.add(dot(z, each.vector().q(), 0).shiftLeft(each.vector().exponent() - lowestVector()));
    }
    return values;
  }

  /** A row of influence_values as text. */
  String row(String inferenceId, Map<String, CheckpointSketch> sketches) {
    byte[] z = model.preconditioning().layout().quantize(sketches).q();
    int exponent = exponent(sketches);
    BigInteger[] positive = new BigInteger[numbers().contributors()];
    BigInteger[] negative = new BigInteger[numbers().contributors()];
    Arrays.fill(positive, BigInteger.ZERO);
    Arrays.fill(negative, BigInteger.ZERO);
    List<Scored> scores = new ArrayList<>();
    for (PackedRows block : model.rows()) {
      for (int i = 0; i < block.rows(); i++) {
        BigInteger score =
            dot(z, block.q(), i * block.dimension()).shiftLeft(block.exponents()[i] - lowestRow());
        int contributor = block.contributors()[i];
        positive[contributor] = positive[contributor].add(score.max(BigInteger.ZERO));
        negative[contributor] = negative[contributor].add(score.min(BigInteger.ZERO).negate());
        scores.add(new Scored(score, contributor, block.contributionIds().get(i)));
      }
    }
    return String.join(
        " ",
        inferenceId,
        "z" + exponent,
        "v" + (exponent + lowestVector()),
        values(sketches).toString(),
        "s" + (exponent + lowestRow()),
        "t" + (exponent + lowestRow() + numbers().sumShift()),
        shifted(positive),
        shifted(negative),
        evidence(scores));
  }

  private String shifted(BigInteger[] sums) {
    return Arrays.stream(sums).map(sum -> sum.shiftRight(numbers().sumShift())).toList().toString();
  }

  private String evidence(List<Scored> scores) {
    return scores.stream()
        .filter(each -> each.score().signum() != 0)
        .sorted(
            Comparator.comparing((Scored each) -> each.score().abs())
                .reversed()
                .thenComparing(Scored::contributor)
                .thenComparing(
                    each -> each.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
        .limit(evidenceRows)
        .map(each -> each.contributor() + ":" + each.id() + "=" + each.score())
        .collect(Collectors.joining(","));
  }

  /** Rows of influence_sums of one partition as text, of its scored inferences. */
  List<String> sums(List<Map<String, CheckpointSketch>> inferences) {
    int contributors = numbers().contributors();
    Map<Integer, BigInteger> positive = new TreeMap<>();
    Map<Integer, BigInteger> negative = new TreeMap<>();
    for (Map<String, CheckpointSketch> sketches : inferences) {
      int shift = Math.min(exponent(sketches) - numbers().referenceExponent(), 0) + 16;
      List<BigInteger> values = values(sketches);
      for (int c = 0; c < contributors; c++) {
        BigInteger value = values.get(c).abs().shiftLeft(shift);
        (values.get(c).signum() > 0 ? positive : negative).merge(c, value, BigInteger::add);
      }
    }
    List<String> rows = new ArrayList<>();
    for (int c = 0; c < contributors; c++) {
      ContributorVector vector = model.contributors().get(c);
      rows.add(
          String.join(
              " ",
              Integer.toString(c),
              vector.contributor().datanetId(),
              vector.contributor().contributorId(),
              positive.getOrDefault(c, BigInteger.ZERO).toString(),
              negative.getOrDefault(c, BigInteger.ZERO).toString(),
              Integer.toString(numbers().referenceExponent() + lowestVector() - 16),
              Integer.toString(inferences.size())));
    }
    return rows;
  }

  private static BigInteger dot(byte[] z, byte[] rows, int at) {
    BigInteger sum = BigInteger.ZERO;
    for (int d = 0; d < z.length; d++) {
      sum = sum.add(BigInteger.valueOf(z[d] * rows[at + d]));
    }
    return sum;
  }
}

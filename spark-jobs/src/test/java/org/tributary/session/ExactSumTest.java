package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.TributaryException;

/** Sums of amounts near 10^38, in any order and any number of partitions. */
class ExactSumTest {
  private static final BigInteger MAX = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
  private static final BigInteger SIX = new BigInteger("6" + "0".repeat(37));

  @Test
  void theResultDoesNotDependOnTheOrder() {
    for (List<BigInteger> amounts :
        List.of(
            List.of(SIX, SIX, SIX.negate()),
            List.of(SIX, SIX.negate(), SIX),
            List.of(SIX.negate(), SIX, SIX))) {
      assertThat(sums(amounts, 1)).containsExactly(SIX);
    }
  }

  @Test
  void randomSumsAreExact() {
    Random random = new Random(38);
    List<List<BigInteger>> groups = new ArrayList<>();
    List<BigInteger> expected = new ArrayList<>();
    while (groups.size() < 200) {
      List<BigInteger> amounts = new ArrayList<>();
      for (int i = 1 + random.nextInt(12); i > 0; i--) {
        BigInteger amount = new BigInteger(1 + random.nextInt(126), random).min(MAX);
        amounts.add(random.nextBoolean() ? amount : amount.negate());
      }
      BigInteger sum = amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
      // Half of them end at a border.
      if (random.nextBoolean()) {
        BigInteger rest = (random.nextBoolean() ? MAX : MAX.negate()).subtract(sum);
        while (rest.abs().compareTo(MAX) > 0) {
          BigInteger part = rest.signum() > 0 ? MAX : MAX.negate();
          amounts.add(part);
          rest = rest.subtract(part);
        }
        amounts.add(rest);
        sum = amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
      }
      if (sum.abs().compareTo(MAX) <= 0) {
        groups.add(amounts);
        expected.add(sum);
      }
    }
    for (int partitions : List.of(1, 5)) {
      groups.forEach(amounts -> Collections.shuffle(amounts, random));
      assertThat(sumsOf(groups, partitions)).isEqualTo(expected);
    }
  }

  @Test
  void oneMoreThanFitsIsAClearError() {
    assertThat(sums(List.of(MAX, BigInteger.ONE, BigInteger.ONE.negate()), 1)).containsExactly(MAX);
    for (BigInteger sign : List.of(BigInteger.ONE, BigInteger.ONE.negate())) {
      List<BigInteger> tooMuch = List.of(MAX.multiply(sign), sign);
      assertThatThrownBy(() -> SparkFailures.explained("settle", () -> sums(tooMuch, 1)))
          .isInstanceOf(TributaryException.class)
          .hasMessageStartingWith(
              "A number left its bounds while Tributary was running settle (an amount has at most 38"
                  + " digits): ");
    }
  }

  @Test
  void aSumOfNothingIsNull() {
    assertThat(sums(Arrays.asList((BigInteger) null), 1)).containsExactly((BigInteger) null);
  }

  private static List<BigInteger> sums(List<BigInteger> amounts, int partitions) {
    return sumsOf(List.of(amounts), partitions);
  }

  private static List<BigInteger> sumsOf(List<List<BigInteger>> groups, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      for (BigInteger amount : groups.get(group)) {
        rows.add(RowFactory.create(group, amount == null ? null : new BigDecimal(amount)));
      }
    }
    Dataset<Row> table =
        SharedSpark.session()
            .createDataFrame(rows, StructType.fromDDL("place INT, amount DECIMAL(38,0)"));
    table.repartition(partitions).createOrReplaceTempView("exact_amounts");
    List<BigInteger> sums = new ArrayList<>();
    SharedSpark.session()
        .sql(
            ExactSum.expand(
                "SELECT *, exact(amount) AS amount FROM (SELECT place, exact_sums(amount) FROM"
                    + " exact_amounts GROUP BY place) ORDER BY place"))
        .collectAsList()
        .forEach(
            row -> {
              BigDecimal sum = row.getAs("amount");
              sums.add(sum == null ? null : sum.toBigIntegerExact());
              // What Java makes of the two sums is the same.
              assertThat(ExactSum.of(row, "amount"))
                  .isEqualTo(sum == null ? BigInteger.ZERO : sum.toBigIntegerExact());
            });
    return sums;
  }
}

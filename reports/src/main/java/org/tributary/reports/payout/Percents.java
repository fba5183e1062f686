package org.tributary.reports.payout;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Parts of a whole in hundredths of a percent that sum to 100.00 exactly. */
final class Percents {
  private static final long WHOLE = 10_000;

  private Percents() {}

  /**
   * Floors, then the largest remainders get what is left, ties by position.
   *
   * @return hundredths of a percent per part; empty when the parts sum to nothing or less
   */
  static List<Long> hundredths(List<BigInteger> parts) {
    BigInteger total = parts.stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (total.signum() <= 0) {
      return List.of();
    }
    List<Long> floors = new ArrayList<>();
    List<BigInteger> remainders = new ArrayList<>();
    for (BigInteger part : parts) {
      BigInteger scaled = part.multiply(BigInteger.valueOf(WHOLE));
      BigInteger remainder = scaled.mod(total);
      floors.add(scaled.subtract(remainder).divide(total).longValueExact());
      remainders.add(remainder);
    }
    long left = WHOLE - floors.stream().mapToLong(Long::longValue).sum();
    IntStream.range(0, parts.size())
        .boxed()
        .sorted(Comparator.comparing(remainders::get, Comparator.reverseOrder()))
        .limit(left)
        .forEach(i -> floors.set(i, floors.get(i) + 1));
    return List.copyOf(floors);
  }

  /** E.g. {@code 12.34 %}. */
  static String text(long hundredths) {
    return number(hundredths) + " %";
  }

  /** Parts per 1,000,000,000 as e.g. {@code 12.34 %}, rounded half up. */
  static String ofBillionths(long billionths) {
    return BigDecimal.valueOf(billionths, 7).setScale(2, RoundingMode.HALF_UP).toPlainString()
        + " %";
  }

  /** A share with its standard error, e.g. {@code 12.34 % ± 0.80 %}. */
  static String withError(long billionths, Optional<Long> standardError) {
    return ofBillionths(billionths)
        + standardError.map(error -> " ± " + ofBillionths(error)).orElse("");
  }

  /** E.g. {@code 12.34}. */
  static String number(long hundredths) {
    return new BigDecimal(BigInteger.valueOf(hundredths), 2).toPlainString();
  }
}

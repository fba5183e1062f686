package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CredibilityTest {
  private static final String MOST = "99999999999999999999999999999999999999";

  @Test
  void byHand() {
    assertThat(of(8, 2, 1_000_000)).as("1 - 2/8").isEqualTo(750_000_000);
    assertThat(of(3, 1, 1_000_000)).as("2/3, floored").isEqualTo(666_666_666);
    assertThat(of(3, 1, 500_000)).as("1 - 1/6, floored").isEqualTo(833_333_333);
    assertThat(of(3, 1, 3_000_000)).as("1 - 3/3").isZero();
    assertThat(of(3, 2, 2_000_000)).as("less than nothing is nothing").isZero();
  }

  @Test
  void corners() {
    assertThat(of(0, 1, 1_000_000)).as("only harm").isZero();
    assertThat(of(0, 1, 1)).as("only harm, which hardly counts").isZero();
    assertThat(of(0, 0, 1_000_000)).as("nothing counts against it").isEqualTo(Credibility.WHOLE);
    assertThat(of(5, 0, 10_000_000)).as("no harm").isEqualTo(Credibility.WHOLE);
    assertThat(of(0, 7, 0)).as("harm doesn't count").isEqualTo(Credibility.WHOLE);
    assertThat(Credibility.of(BigInteger.TEN.pow(38), BigInteger.ONE, 1))
        .as("the least harm is seen")
        .isEqualTo(Credibility.WHOLE - 1);
    assertThatThrownBy(() -> of(-1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 500)
  void isTheFormulaInDecimals(
      @ForAll @BigRange(min = "1", max = MOST) BigInteger positive,
      @ForAll @BigRange(min = "0", max = MOST) BigInteger negative,
      @ForAll @IntRange(min = 0, max = 10_000_000) int kappaPpm) {
    long credibility = Credibility.of(positive, negative, kappaPpm);
    // c is the floor of 10^9 (1 - kappa N / P) if and only if c <= that < c + 1; times 10^6 P.
    BigDecimal scale = new BigDecimal(positive).movePointRight(6);
    BigDecimal harm = new BigDecimal(negative).multiply(BigDecimal.valueOf(kappaPpm));
    BigDecimal net = scale.subtract(harm).max(BigDecimal.ZERO).movePointRight(9);
    assertThat(scale.multiply(BigDecimal.valueOf(credibility))).isLessThanOrEqualTo(net);
    assertThat(scale.multiply(BigDecimal.valueOf(credibility + 1))).isGreaterThan(net);
    assertThat(Credibility.of(positive.shiftLeft(9), negative.shiftLeft(9), kappaPpm))
        .as("the unit doesn't matter")
        .isEqualTo(credibility);
  }

  @Test
  void shrinksWhoseContributionsAreWorthLittleByHand() {
    // Net values 6, 4 and 0 of 2, 4 and 9 contributions: 3, 1 and 0 for one. Of the six that are
    // worth something, the third is one of Bob's.
    List<Credibility.Account> accounts =
        List.of(account(8, 2, 2), account(4, 0, 4), account(5, 6, 9));
    assertThat(Credibility.of(accounts, 1_000_000, 1_000_000))
        .as("3/4 x 3/(3 + 1), 1/2 and harm")
        .containsExactly(562_500_000, 500_000_000, 0);
    assertThat(Credibility.of(accounts, 1_000_000, 500_000))
        .as("3/4 x 3/(3 + 1/2), 1/(1 + 1/2)")
        .containsExactly(642_857_142, 666_666_666, 0);
    assertThat(Credibility.of(accounts, 1_000_000, 0))
        .as("no shrinkage")
        .containsExactly(750_000_000, 1_000_000_000, 0);
    assertThat(Credibility.of(accounts, 0, 1_000_000))
        .as("harm doesn't count: 4, 1 and 5/9 for one; the eighth of fifteen is Cid's")
        .containsExactly(878_048_780, 642_857_142, 500_000_000);
  }

  @Test
  void cornersOfShrinkage() {
    assertThat(Credibility.of(List.of(), 1_000_000, 1_000_000)).isEmpty();
    assertThat(Credibility.of(List.of(account(0, 0, 3), account(0, 2, 3)), 1_000_000, 1_000_000))
        .as("nobody is worth anything")
        .containsExactly(Credibility.WHOLE, 0);
    assertThat(Credibility.of(List.of(account(5, 1, 0), account(2, 0, 1)), 1_000_000, 1_000_000))
        .as("an account whose contributions are all duplicates isn't compared")
        .containsExactly(800_000_000, 500_000_000);
    assertThatThrownBy(() -> account(1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Credibility.of(List.of(), 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void equalContributionsGainNothingByJoining(
      @ForAll @IntRange(min = 1, max = 1000) int positive,
      @ForAll @IntRange(min = 0, max = 1000) int negative,
      @ForAll @IntRange(min = 1, max = 50) int contributions,
      @ForAll @IntRange(min = 1, max = 10) int times,
      @ForAll @IntRange(min = 0, max = 3_000_000) int shrinkagePpm) {
    // Other contributions are so many that the typical one is among them either way.
    Credibility.Account others = account(70_000, 3_000, 2_000);
    Credibility.Account one = account(positive, negative, contributions);
    Credibility.Account joined =
        account((long) times * positive, (long) times * negative, (long) times * contributions);
    long alone = Credibility.of(List.of(others, one), 1_000_000, shrinkagePpm)[1];
    assertThat(Credibility.of(List.of(others, joined), 1_000_000, shrinkagePpm)[1])
        .isEqualTo(alone)
        .isLessThanOrEqualTo(of(positive, negative, 1_000_000));
  }

  @Property(tries = 300)
  void isTheProductInFractions(
      @ForAll @Size(min = 1, max = 9) List<@BigRange(min = "0", max = MOST) BigInteger> positive,
      @ForAll @IntRange(min = 0, max = 3_000_000) int kappaPpm,
      @ForAll @IntRange(min = 1, max = 3_000_000) int shrinkagePpm,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Credibility.Account> accounts = new ArrayList<>();
    List<BigDecimal> values = new ArrayList<>();
    MathContext digits = new MathContext(120);
    for (BigInteger p : positive) {
      BigInteger n = new BigInteger(p.bitLength(), random);
      int count = 1 + random.nextInt(9);
      accounts.add(new Credibility.Account(p, n, count));
      BigDecimal net = new BigDecimal(p).subtract(new BigDecimal(n).multiply(ppm(kappaPpm)));
      // A contribution each, with its account's mean.
      BigDecimal mean = net.max(BigDecimal.ZERO).divide(BigDecimal.valueOf(count), digits);
      for (int i = 0; i < count && mean.signum() > 0; i++) {
        values.add(mean);
      }
    }
    values.sort(null);
    long[] found = Credibility.of(accounts, kappaPpm, shrinkagePpm);
    for (int i = 0; i < found.length; i++) {
      Credibility.Account each = accounts.get(i);
      long plain = Credibility.of(each.positive(), each.negative(), kappaPpm);
      if (values.isEmpty() || each.positive().signum() == 0) {
        assertThat(found[i]).isEqualTo(plain);
        continue;
      }
      BigDecimal typical = values.get((values.size() - 1) / 2).multiply(ppm(shrinkagePpm));
      BigDecimal p = new BigDecimal(each.positive());
      BigDecimal net =
          p.subtract(new BigDecimal(each.negative()).multiply(ppm(kappaPpm))).max(BigDecimal.ZERO);
      BigDecimal q = net.divide(BigDecimal.valueOf(each.contributions()), digits);
      BigDecimal expected =
          net.divide(p, digits).multiply(q).divide(q.add(typical), digits).movePointRight(9);
      assertThat(BigDecimal.valueOf(found[i]).subtract(expected))
          .isGreaterThan(BigDecimal.valueOf(-1.000001))
          .isLessThan(new BigDecimal("1e-60"));
    }
  }

  private static BigDecimal ppm(int parts) {
    return BigDecimal.valueOf(parts, 6);
  }

  private static Credibility.Account account(long positive, long negative, long contributions) {
    return new Credibility.Account(
        BigInteger.valueOf(positive), BigInteger.valueOf(negative), contributions);
  }

  private static long of(long positive, long negative, int kappaPpm) {
    return Credibility.of(BigInteger.valueOf(positive), BigInteger.valueOf(negative), kappaPpm);
  }
}

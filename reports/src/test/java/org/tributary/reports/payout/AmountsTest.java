package org.tributary.reports.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AmountsTest {
  private static final BigInteger LARGEST = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

  @Test
  void sixDecimals() {
    Amounts usdc = new Amounts(6);
    assertThat(usdc.plain(BigInteger.ZERO)).isEqualTo("0.000000");
    assertThat(usdc.plain(BigInteger.ONE)).isEqualTo("0.000001");
    assertThat(usdc.plain(LARGEST)).isEqualTo("99999999999999999999999999999999.999999");
    assertThat(usdc.grouped(BigInteger.ZERO)).isEqualTo("0");
    assertThat(usdc.grouped(BigInteger.valueOf(1_234_567_890_100L))).isEqualTo("1,234,567.8901");
    assertThat(usdc.grouped(BigInteger.valueOf(-1_500_000))).isEqualTo("-1.5");
    assertThat(usdc.grouped(BigInteger.valueOf(-1))).isEqualTo("-0.000001");
  }

  @Test
  void eighteenDecimals() {
    Amounts trb = new Amounts(18);
    assertThat(trb.plain(BigInteger.ZERO)).isEqualTo("0.000000000000000000");
    assertThat(trb.plain(BigInteger.ONE)).isEqualTo("0.000000000000000001");
    assertThat(trb.plain(LARGEST)).isEqualTo("99999999999999999999.999999999999999999");
    assertThat(trb.grouped(LARGEST)).isEqualTo("99,999,999,999,999,999,999.999999999999999999");
  }

  @Test
  void aTokenWithoutDecimalsHasNoPoint() {
    assertThat(new Amounts(0).plain(BigInteger.valueOf(1000))).isEqualTo("1000");
    assertThat(new Amounts(0).grouped(BigInteger.valueOf(1000))).isEqualTo("1,000");
    assertThat(new Amounts(0).grouped(BigInteger.valueOf(999))).isEqualTo("999");
  }

  @Test
  void decimalsOutsideOfWhatATokenHasAreRefused() {
    assertThatThrownBy(() -> new Amounts(-1)).hasMessage("A token has 0 to 77 decimals, not -1");
    assertThatThrownBy(() -> new Amounts(78)).hasMessage("A token has 0 to 77 decimals, not 78");
  }

  @Property
  void bothFormsSayTheSameNumber(
      @ForAll
          @BigRange(
              min = "-99999999999999999999999999999999999999",
              max = "99999999999999999999999999999999999999")
          BigInteger baseUnits,
      @ForAll @IntRange(max = 30) int decimals) {
    Amounts amounts = new Amounts(decimals);
    BigDecimal exact = new BigDecimal(baseUnits, decimals);
    assertThat(new BigDecimal(amounts.plain(baseUnits))).isEqualTo(exact);
    assertThat(new BigDecimal(amounts.grouped(baseUnits).replace(",", "")))
        .isEqualByComparingTo(exact);
    assertThat(amounts.plain(baseUnits)).doesNotContain("E");
  }
}

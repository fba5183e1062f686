package org.tributary.reports.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiatCsvTest {
  private static final PayoutToken USDC = new PayoutToken("USDC", 6, 8453, "0xToken");
  private static final PayoutToken SHELL = new PayoutToken("SHELL", 0, 8453, "0xShell");

  @Test
  void theLastPriceOfEachCurrencyCounts() {
    List<PayoutRow> rows =
        List.of(
            // 1.5 paid, 0.25 owed, 3 kept back, 1,000 claimable.
            row("alice", USDC, 1_500_000, -250_000, 3_000_000, 1_000_000_000),
            row("bob", SHELL, 5, 0, 0, 5));
    List<FiatPrice> prices =
        new ArrayList<>(
            List.of(
                price("EUR", "2026-05-30", "0.80"),
                price("EUR", "2026-06-01", "0.90"),
                price("USD", "2026-01-01", "1")));
    String expected =
        "account_id,token_id,currency,price,price_date,paid,closing,reserved,claimable\n"
            + "alice,USDC,EUR,0.9,2026-06-01,1.35,-0.22,2.70,900.00\n"
            + "alice,USDC,USD,1,2026-01-01,1.50,-0.25,3.00,1000.00\n";
    assertThat(FiatCsv.text(rows, prices)).isEqualTo(expected);
    Collections.reverse(prices);
    assertThat(FiatCsv.text(rows, prices)).isEqualTo(expected);
  }

  @Test
  void halvesGoToTheEvenDigitAndLargeAmountsStayExact() {
    assertThat(FiatCsv.worth(BigInteger.valueOf(125), 3, BigDecimal.ONE)).isEqualTo("0.12");
    assertThat(FiatCsv.worth(BigInteger.valueOf(135), 3, BigDecimal.ONE)).isEqualTo("0.14");
    BigInteger most = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
    assertThat(FiatCsv.worth(most, 0, BigDecimal.TEN)).isEqualTo("9".repeat(38) + "0.00");
  }

  private static FiatPrice price(String currency, String date, String price) {
    return new FiatPrice("USDC", currency, date, new BigDecimal(price).setScale(18));
  }

  private static PayoutRow row(String account, PayoutToken token, long... amounts) {
    List<Long> balances = new ArrayList<>(Collections.nCopies(Balances.COLUMNS.size(), 0L));
    balances.set(6, amounts[0]);
    balances.set(7, amounts[1]);
    balances.set(8, amounts[2]);
    balances.set(9, amounts[3]);
    return new PayoutRow(
        account,
        Optional.empty(),
        token,
        Optional.empty(),
        "PAYABLE",
        Optional.empty(),
        Balances.of(
            LongStream.of(balances.stream().mapToLong(Long::longValue).toArray())
                .mapToObj(BigInteger::valueOf)
                .toList()));
  }
}

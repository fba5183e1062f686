package org.tributary.reports.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayoutCsvTest {
  private static final PayoutToken USDC = new PayoutToken("USDC", 6, 8453, "0xToken");
  @TempDir Path folder;

  @Test
  void everyAmountStandsTwice() {
    Path file = folder.resolve("payouts.csv");
    PayoutCsv.write(file, List.of(row("alice", "Alice, \"the\" first", "0xAlice")));
    assertThat(file)
        .hasContent(
            "account_id,display_name,token_id,decimals,chain_id,token_address,address,status,"
                + "reason,opening,earned,restated,capped,released,held,paid,closing,reserved,"
                + "claimable,opening_tokens,earned_tokens,restated_tokens,capped_tokens,"
                + "released_tokens,held_tokens,paid_tokens,closing_tokens,reserved_tokens,"
                + "claimable_tokens\n"
                + "alice,\"Alice, \"\"the\"\" first\",USDC,6,8453,0xToken,0xAlice,PAYABLE,,"
                + "0,1500000,-250000,0,0,0,1250000,0,0,1250000,"
                + "0.000000,1.500000,-0.250000,0.000000,0.000000,0.000000,1.250000,0.000000,"
                + "0.000000,1.250000\n");
  }

  @Test
  void whatIsWrittenIsRead() {
    Path file = folder.resolve("payouts.csv");
    PayoutRow row = row("#bob\n", null, null);
    PayoutCsv.write(file, List.of(row));
    assertThat(PayoutCsv.lines(file)).containsExactly(PayoutRow.COLUMNS, row.fields());
  }

  @Test
  void aNameCantForgeARowOrRunAFormula() {
    assertThat(DisplayText.clean("=HYPERLINK(\"x\")")).contains("'=HYPERLINK(\"x\")");
    assertThat(DisplayText.clean("a\nb\u202Ec")).contains("a\uFFFDb\uFFFDc");
    assertThat(DisplayText.clean(" \t")).isEmpty();
    assertThat(DisplayText.clean(null)).isEmpty();
    assertThat(DisplayText.clean(" 山田 😀 ")).contains("山田 😀");
  }

  @Test
  void rowsStandInTheOrderOfUtf8Bytes() {
    assertThat(CodePointOrder.INSTANCE.compare("\uFFFD", "😀")).isNegative();
    assertThat(CodePointOrder.INSTANCE.compare("a", "ab")).isNegative();
    assertThat(CodePointOrder.INSTANCE.compare("b", "ab")).isPositive();
    assertThat(CodePointOrder.INSTANCE.compare("ab", "ab")).isZero();
  }

  private static PayoutRow row(String account, String name, String address) {
    return new PayoutRow(
        account,
        DisplayText.clean(name),
        USDC,
        Optional.ofNullable(address),
        "PAYABLE",
        Optional.empty(),
        Balances.of(
            LongStream.of(0, 1_500_000, -250_000, 0, 0, 0, 1_250_000, 0, 0, 1_250_000)
                .mapToObj(BigInteger::valueOf)
                .toList()));
  }
}

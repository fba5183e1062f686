package org.tributary.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayoutReaderTest {
  private static final Path REFERENCE = Path.of("policy/reference.conf");

  @Test
  void whatIsLeftOutPaysInFullAndStopsNothing() throws IOException {
    Policy policy = read("", "");
    assertThat(policy.payout()).isEqualTo(PayoutRule.PLAIN);
    assertThat(policy.safety()).isEqualTo(SafetyRule.NONE);
    assertThat(PolicyReader.reference().payout()).isEqualTo(PayoutRule.PLAIN);
    assertThat(PolicyReader.reference().safety()).isEqualTo(SafetyRule.NONE);
  }

  @Test
  void everyKeyIsRead() throws IOException {
    Policy policy =
        read(
            "payout { address-cool-down-days = 3, self-dealing = hold, unpaid-fees = hold,"
                + " cap { excess = redistribute, period = day, amounts { TRIB = \"1000\" } } }",
            "safety { most-paid { TRIB = \"5\" }, most-change-ppm = 3000000, trailing-runs = 9,"
                + " most-new-payees-ppm = 250000, warn-concentration-ppm = 500000 }");
    assertThat(policy.payout())
        .isEqualTo(
            new PayoutRule(
                3,
                PayoutRule.Excess.REDISTRIBUTE,
                PayoutRule.Period.DAY,
                Map.of("TRIB", BigInteger.valueOf(1000)),
                PayoutRule.Handling.HOLD,
                PayoutRule.Handling.HOLD));
    assertThat(policy.safety())
        .isEqualTo(
            new SafetyRule(Map.of("TRIB", BigInteger.valueOf(5)), 3_000_000, 9, 250_000, 500_000));
  }

  @Test
  void allMistakesAreToldAtOnceWithLineAndPath() {
    assertThatThrownBy(
            () ->
                read(
                    "payout { address-cool-down-days = 367, self-dealing = maybe, color = blue,"
                        + " cap { amounts { TRIB = \"0\" } } }",
                    "safety { most-paid { SHELL = \"5\" }, trailing-runs = 0 }"))
        .hasMessageContaining("has 7 problems")
        .hasMessageContaining(
            "line 1, payout.address-cool-down-days: 367 is out of range: at least 0, at most 366")
        .hasMessageContaining(
            "line 1, payout.self-dealing: \"maybe\" is unknown: write one of pay, hold")
        .hasMessageContaining("line 1, payout.color: is unknown: known here are")
        .hasMessageContaining(
            "line 1, payout.cap.amounts: are no caps while excess is none: write carry or"
                + " redistribute")
        .hasMessageContaining(
            "line 1, payout.cap.amounts: 0 of TRIB is zero or below minimum-payout 0: nobody could"
                + " ever be paid")
        .hasMessageContaining("line 2, safety.most-paid.SHELL: is no token of this policy")
        .hasMessageContaining(
            "line 2, safety.trailing-runs: 0 is out of range: at least 1, at most 366");
  }

  /** The reference policy with other blocks, which stand on the first two lines. */
  private static Policy read(String payout, String safety) throws IOException {
    String reference = Files.readString(REFERENCE);
    int from = reference.indexOf("# How balances are paid.");
    int to = reference.indexOf("# How an inference is attributed");
    String text =
        payout + "\n" + safety + "\n" + reference.substring(0, from) + reference.substring(to);
    return PolicyReader.read("test.conf", text.getBytes(StandardCharsets.UTF_8));
  }
}

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

class ApprovalReaderTest {
  private static final String ADA = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  private static final String BOB = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";

  @Test
  void withoutTheBlockNobodyApproves() throws IOException {
    assertThat(read("").approval()).isEqualTo(ApprovalRule.NOBODY);
    assertThat(PolicyReader.reference().approval()).isEqualTo(ApprovalRule.NOBODY);
    assertThat(read("approval {}").approval()).isEqualTo(ApprovalRule.NOBODY);
  }

  @Test
  void everyKeyIsRead() throws IOException {
    String block =
        "approval { needed = 1, approvers { ada = \"%s\", bob = \"%s\" }, gates {"
            + " most-account-change { TRIB = \"5\" },"
            + " most-total-change { TRIB = \"7\" }, most-change-ppm = 3000000,"
            + " trailing-exports = 9, most-new-addresses-ppm = 250000,"
            + " refused-addresses { exchange = \"%s\" } } }";
    assertThat(read(String.format(block, ADA, BOB, BOB)).approval())
        .isEqualTo(
            new ApprovalRule(
                1,
                Map.of("ada", ADA, "bob", BOB),
                new ApprovalRule.Gates(
                    Map.of("TRIB", BigInteger.valueOf(5)),
                    Map.of("TRIB", BigInteger.valueOf(7)),
                    3_000_000,
                    9,
                    250_000,
                    Map.of("exchange", BOB))));
  }

  @Test
  void allMistakesAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    String.format(
                        "approval { needed = 3, approvers { ada = \"%s\", eve = \"%s\" }, gates {"
                            + " timelock-seconds { \"1\" = 5 }, most-total-change { SHELL ="
                            + " \"5\" } } }",
                        ADA, ADA)))
        .hasMessageContaining("has 4 problems")
        .hasMessageContaining("approval.approvers.eve: is the same address as ada")
        .hasMessageContaining(
            "approval.approvers: has 2, but 3 must sign: nothing could ever be exported")
        .hasMessageContaining("approval.gates.most-total-change.SHELL: is no token of this policy")
        .hasMessageContaining("approval.gates.timelock-seconds: is unknown");
  }

  @Test
  void approvalCantBeTurnedOff() {
    assertThatThrownBy(() -> read("approval { needed = 0 }"))
        .hasMessageContaining("approval.needed: 0 is out of range: at least 1, at most 16");
  }

  /** The reference policy with another block, which stands on the first line. */
  private static Policy read(String block) throws IOException {
    String reference = Files.readString(Path.of("policy/reference.conf"));
    int from = reference.indexOf("# What must hold before a settlement leaves the house");
    int to = reference.indexOf("# How an inference is attributed");
    String text = block + "\n" + reference.substring(0, from) + reference.substring(to);
    return PolicyReader.read("test.conf", text.getBytes(StandardCharsets.UTF_8));
  }
}

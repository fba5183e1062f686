package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tributary.allocate.PolicyDiff;
import org.tributary.schemas.policy.Role;

/** What a difference of two policies reads like. */
class PolicyPrinterTest {
  /** A unit of one token says nothing about a unit of another: each has its own list. */
  @Test
  void accountsStandByToken() {
    List<PolicyDiff.Line> accounts =
        List.of(
            line("BIG", Role.CONTRIBUTOR, "payee:a", 3_000_000, 2_000_000),
            line("BIG", Role.CONTRIBUTOR, "payee:b", 0, 400_000),
            line("BIG", Role.PLATFORM, "payee:p", 1, 600_001),
            line("SMALL", Role.PLATFORM, "payee:p", 300, 302));
    List<PolicyDiff.Line> roles =
        List.of(
            line("BIG", Role.PLATFORM, "", 1, 600_001),
            line("BIG", Role.CONTRIBUTOR, "", 3_000_000, 2_400_000),
            line("SMALL", Role.PLATFORM, "", 300, 302),
            line("TINY", Role.PLATFORM, "", 5, 5));
    assertThat(printed(new PolicyDiff.Result(roles, accounts, List.of("m1")), 2))
        .containsExactly(
            "note: the rule of attribution of m1 differs, too; attribution is taken as the run has"
                + " it.",
            "BIG, base units",
            "role old new change",
            "platform 1 600001 +600000",
            "contributor 3000000 2400000 -600000",
            "sum 3000001 3000001 0",
            "3 of its accounts and roles change; the 2 that change most:",
            "payee:a as contributor: 3000000 -> 2000000 (-1000000, -33.33 %)",
            "payee:p as platform: 1 -> 600001 (+600000, +60000000.00 %)",
            "SMALL, base units",
            "role old new change",
            "platform 300 302 +2",
            "sum 300 302 +2",
            "1 of its accounts and roles change:",
            "payee:p as platform: 300 -> 302 (+2, +0.66 %)",
            "TINY, base units",
            "role old new change",
            "platform 5 5 0",
            "sum 5 5 0",
            "Nothing changes for any account.");
    assertThat(printed(new PolicyDiff.Result(roles, accounts, List.of()), 3))
        .contains("payee:b as contributor: 0 -> 400000 (+400000, new)");
    assertThat(printed(new PolicyDiff.Result(List.of(), List.of(), List.of()), 3))
        .containsExactly("Nothing came in up to that date.");
  }

  private static PolicyDiff.Line line(
      String token, Role role, String account, long before, long after) {
    return new PolicyDiff.Line(
        token, role, account, BigInteger.valueOf(before), BigInteger.valueOf(after));
  }

  private static List<String> printed(PolicyDiff.Result result, int most) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PolicyPrinter.difference(result, most, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(text -> text.strip().replaceAll(" +", " "))
        .toList();
  }
}

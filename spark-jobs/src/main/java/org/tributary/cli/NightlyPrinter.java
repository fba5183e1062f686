package org.tributary.cli;

import java.io.PrintStream;
import java.math.BigInteger;
import java.util.Locale;
import org.tributary.nightly.NightlyResult;
import org.tributary.reports.payout.NightSummary;
import org.tributary.reports.payout.NightSummary.RoleTotal;
import org.tributary.reports.payout.NightSummary.StatusTotal;
import org.tributary.reports.payout.NightSummary.TokenNight;
import org.tributary.reports.payout.NightSummary.TopContributor;
import org.tributary.reports.payout.NightSummary.UnattributedTotal;
import org.tributary.reports.payout.PayoutToken;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.policy.Role;

/** What a person wants to read on the screen after a night. */
final class NightlyPrinter {
  private static final int TOP_CONTRIBUTORS = 5;

  private final PrintStream out;

  private NightlyPrinter(PrintStream out) {
    this.out = out;
  }

  /** Prints the night and returns the exit code. */
  static int print(NightlyResult result, PrintStream out, PrintStream err) {
    new NightlyPrinter(out).print(result);
    if (result.published()) {
      return 0;
    }
    result.findings().forEach(finding -> err.println("verify: " + finding));
    err.printf(
        "tributary: run %s doesn't verify. Nothing was posted or published; its files are in %s.%n",
        result.runId(), result.location());
    return ErrorCode.VERIFY_FAILED.exitCode();
  }

  private void print(NightlyResult result) {
    NightSummary night = result.night();
    night.tokens().forEach(this::token);
    out.println();
    for (NightSummary.SettlementRoot root : night.settlements()) {
      out.printf(
          Locale.ROOT,
          "Merkle root  %s  (%,d leaves, %s)%n",
          root.root().orElse("none"),
          root.leafCount(),
          root.folder());
    }
    if (!result.published()) {
      return;
    }
    out.println(
        result.publishedBefore()
            ? "Run " + result.runId() + " was published before: nothing new was posted."
            : String.format(
                Locale.ROOT,
                "Run %s is published: %,d ledger entries posted.",
                result.runId(),
                result.entriesPosted()));
    out.printf("Reports      %s/reports/index.html%n", result.location());
    out.printf("Settlement   %s/settlement/%n", result.location());
  }

  private void token(TokenNight night) {
    PayoutToken token = night.token();
    out.printf("%n%s, to date%n", token.tokenId());
    line("fees in", night.fees().toDate(), token, count(night.fees().sources(), "inference"));
    if (night.rewards().sources() > 0) {
      line(
          "rewards in",
          night.rewards().toDate(),
          token,
          count(night.rewards().sources(), "agent run"));
    }
    for (RoleTotal role : night.roles()) {
      if (role.role() == Role.UNATTRIBUTED) {
        for (UnattributedTotal left : night.unattributed()) {
          line("  unattributed", left.amount(), token, left.reasonCode());
        }
      } else if (role.toDate().signum() != 0) {
        String name = role.role().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        line("  " + name, role.toDate(), token, "");
      }
    }
    line("in the settlement", night.accounts().claimable(), token, "");
    for (StatusTotal status : night.notPaid()) {
      line(
          "  not paid yet",
          status.held(),
          token,
          count(status.payees(), "payee")
              + " "
              + status.status()
              + status.reason().map(r -> ": " + r).orElse(""));
    }
    out.println("top contributors of this run");
    for (TopContributor top : night.topContributors().stream().limit(TOP_CONTRIBUTORS).toList()) {
      line("  " + top.accountId(), top.thisRun(), token, top.status());
    }
  }

  private void line(String what, BigInteger amount, PayoutToken token, String remark) {
    out.printf(
        "  %-34s %32s %s  %s%n", what, token.amounts().grouped(amount), token.tokenId(), remark);
  }

  private static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}

package org.tributary.reports.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyReader;

/** What the tables have beside the files: each kind of damage is found and named. */
class TablesCheckTest {
  @TempDir Path folder;

  private SampleRun first;
  private SampleRun run;
  private SampleTables tables;

  @BeforeEach
  void twoNights() throws IOException {
    first = SampleRun.first(folder.resolve("first")).write(Optional.empty());
    run = SampleRun.second(folder.resolve("second"), first).write(Optional.of(first));
    tables = new SampleTables(run);
  }

  @Test
  void aRightRunPassesAndTellsTheHashOfItsEntries() {
    Verification verification = verify();
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.checks()).hasSize(21);
    assertThat(verification.entriesSha256())
        .hasSize(64)
        .isEqualTo(EntriesDigest.of(tables.entries.iterator()));
    assertThat(verification.toJson())
        .contains("\"entries_sha256\":\"" + verification.entriesSha256() + "\"");
    tables.replace("payable:alice", 96);
    assertThat(verify().entriesSha256()).isNotEqualTo(verification.entriesSha256());
  }

  @Test
  void aPaymentThatWasRaised() {
    tables.replace("payable:alice", 96);
    tables.replace("payee:alice/PAYOUT", -96);
    assertThat(findings())
        .containsExactly(
            "proposed_entries: payee alice, token USDC: entries post 96 as paid, but"
                + " reports/payouts.parquet says 95.");
  }

  @Test
  void aPaymentToSomebodyElse() {
    tables.rename("payable:alice", "payable:mallory");
    assertThat(findings())
        .containsExactly(
            "proposed_entries: payee alice, token USDC: entries post 0 as paid, but"
                + " reports/payouts.parquet says 95.",
            "proposed_entries moves something of payee mallory, token USDC, but"
                + " reports/payouts.parquet has no row for it.");
  }

  @Test
  void aHoldThatIsNotPosted() {
    tables.remove("kept:HOLD:bob");
    assertThat(findings())
        .containsExactly(
            "proposed_entries: transaction move bob in USDC sums to -65 instead of 0.",
            "proposed_entries: payee bob, token USDC: entries post 0 as held, but"
                + " reports/payouts.parquet says 65.");
  }

  @Test
  void anEarningThatIsNoLine() {
    tables.replace("payee:alice/CONTRIBUTOR/2026-06-02", 101);
    tables.replace("revenue:fee/REVENUE/2026-06-02", -201);
    assertThat(findings())
        .containsExactly(
            "proposed_entries: payee alice, token USDC as CONTRIBUTOR for 2026-06-02 is posted 101"
                + " (EARNED), but reports/payout_lines.parquet says 100.",
            "proposed_entries: account revenue:fee, token USDC as REVENUE for 2026-06-02 is posted"
                + " -201 (EARNED), but reports/payout_lines.parquet says -200.");
  }

  @Test
  void anEntryThatStandsTwice() {
    tables.entries.add(1, tables.entries.get(0));
    assertThat(findings())
        .contains(
            "proposed_entries: entry "
                + tables.entries.get(0).entryId()
                + " stands twice, or out of order.");
  }

  @Test
  void aPaymentBelowTheMinimum() {
    tables.policy = policy("minimum-payout = \"0\"", "minimum-payout = \"30\"");
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet: payee platform, token USDC: paid 20 is below the minimum"
                + " payout 30.");
  }

  @Test
  void aPayeeAtAnAddressThatIsRefused() {
    String alice = SampleRun.address("alice");
    tables.policy =
        policy("refused-addresses {}", "refused-addresses { exchange = \"" + alice + "\" }");
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet: payee alice, token USDC is at "
                + alice
                + ", refused-addresses.exchange, where nobody is paid, but paid is 95.");
  }

  @Test
  void aPayeeThatIsHeldOrBlocked() {
    tables.shut.put("alice", "tax form is missing");
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet: payee alice, token USDC is held or blocked (tax form is"
                + " missing), but paid is 95 and closing 0.");
  }

  @Test
  void anItemThatIsHeldAndPaid() {
    tables.dispute("alice", "2026-06-02", 40, 60);
    tables.dispute("bob", "2026-06-02", 1000, 1000);
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet: payee alice, token USDC: 40 of what it earned must be kept"
                + " (holds, self-dealing, unpaid fees), but only 0 is reserved.");
  }

  @Test
  void whatIsAboveACapThatCarries() {
    tables.policy =
        policy("excess = none", "excess = carry", "amounts {}", "amounts { USDC = \"140\" }");
    tables.paid.put(new RunTables.Payee("alice", "USDC"), BigInteger.valueOf(50));
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet: payee alice, token USDC: paid 95 makes 145 in the period,"
                + " above the cap of 140.");
    assertThat(tables.asked).isEqualTo(LocalDate.of(2026, 6, 1));
    refund("alice", "alice", 5);
    assertThat(findings()).as("a refund takes no room").isEmpty();
  }

  /** Of 100 that alice earned on the second day 5 are a refund, of a reward that failed. */
  private void refund(String payer, String payee, long amount) {
    String day = "2026-06-02";
    run.lines.replaceAll(
        line ->
            line.account().equals("payee:alice") && line.logDate().equals(day)
                ? run.lineOf("payee:alice", day, "CONTRIBUTOR", "EARNED", 100 - amount, 0)
                : line);
    run.lines.add(run.lineOf("payer:" + payer, day, "REFUND", "EARNED", amount, 0));
    run.lines.add(run.lineOf("payer:" + payer, day, "REFUNDED", "REFUNDED", -amount, 0));
    run.lines.add(run.lineOf("payee:" + payee, day, "REFUNDED", "REFUNDED", amount, 0));
    run.lines.sort(PayoutLine.ORDER);
    SampleTables again = new SampleTables(run);
    again.policy = tables.policy;
    again.paid.putAll(tables.paid);
    tables = again;
  }

  @Test
  void aRefundToSomebodyElse() {
    refund("mallory", "alice", 5);
    assertThat(findings())
        .containsExactly(
            "proposed_entries: the refund of payee alice, token USDC sums to 5 instead of 0: it must"
                + " leave the payer's account for the payee's of the same name.",
            "proposed_entries: the refund of payee mallory, token USDC sums to -5 instead of 0: it"
                + " must leave the payer's account for the payee's of the same name.");
  }

  @Test
  void aRefundThatIsNotMoved() {
    refund("alice", "alice", 5);
    run.lines.replaceAll(
        line ->
            line.account().equals("payee:alice") && line.role().equals("REFUNDED")
                ? run.lineOf("payee:alice", line.logDate(), "TREASURY", "EARNED", 5, 0)
                : line);
    run.lines.removeIf(
        line -> line.account().equals("payer:alice") && line.role().equals("REFUNDED"));
    run.lines.replaceAll(
        line ->
            line.account().equals("suspense:unattributed") && line.logDate().equals("2026-06-02")
                ? run.lineOf(line.account(), line.logDate(), line.role(), "EARNED", 15, 0)
                : line);
    run.lines.sort(PayoutLine.ORDER);
    tables = new SampleTables(run);
    assertThat(findings())
        .containsExactly(
            "reports/payout_lines.parquet: account payer:alice, token USDC stands at 5: what goes"
                + " back to a payer must be moved to its payee's account (REFUNDED).");
  }

  /** 20 of what stood on a suspense account are alice's after all; the fee brings her 80. */
  @Test
  void whatADecisionDischarges() {
    String day = "2026-06-02";
    run.lines.replaceAll(
        line ->
            switch (line.account() + " " + line.logDate()) {
              case "payee:alice 2026-06-02" ->
                  run.lineOf(line.account(), day, "CONTRIBUTOR", "EARNED", 80, 0);
              case "suspense:unattributed 2026-06-02" ->
                  run.lineOf(line.account(), day, "UNATTRIBUTED", "EARNED", 40, 0);
              default -> line;
            });
    run.lines.add(run.lineOf("payee:alice", day, "DISCHARGED", "DISCHARGED", 20, 0));
    run.lines.add(run.lineOf("suspense:unattributed", day, "DISCHARGED", "DISCHARGED", -20, 0));
    run.lines.sort(PayoutLine.ORDER);
    tables = new SampleTables(run);
    assertThat(findings()).isEmpty();
    tables.replace("payee:alice/DISCHARGED", 21);
    assertThat(findings())
        .containsExactly(
            "proposed_entries: transaction 2026-06-02 in USDC sums to 1 instead of 0.",
            "proposed_entries: payee alice, token USDC as DISCHARGED for 2026-06-02 is posted 21"
                + " (DISCHARGED), but reports/payout_lines.parquet says 20.");
  }

  @Test
  void whatIsAboveACapThatRedistributes() {
    String[] daily = {
      "excess = none", "excess = redistribute",
      "period = month", "period = day",
      "amounts {}", "amounts { USDC = \"99\" }",
      "\"reference\"", "\"sample\""
    };
    tables.policy = policy(daily);
    assertThat(findings())
        .containsExactly(
            "reports/payout_lines.parquet: payee alice, token USDC has 100 of the period from"
                + " 2026-06-02 under policy sample, after 0 that it had before, above the cap of"
                + " 99.");
    tables.dispute("alice", "2026-06-02", 0, 1);
    assertThat(findings()).as("what may be in dispute takes no part in the cap").isEmpty();
    tables.disputed.clear();
    tables.shut.put("alice", "tax form is missing");
    assertThat(findings()).as("nor does an account that is held").noneMatch(f -> f.contains("cap"));
    tables.shut.clear();
    daily[3] = "period = month";
    tables.policy = policy(daily);
    assertThat(findings())
        .as("the month isn't over: 145 less 99 must wait")
        .containsExactly(
            "reports/payouts.parquet: payee alice, token USDC: with what is above the cap of a"
                + " period that isn't over, 46 must be kept, but only 0 is reserved.");
    tables.dispute("alice", "2026-06-01", 45, 45);
    assertThat(findings())
        .contains(
            "reports/payouts.parquet: payee alice, token USDC: with what is above the cap of a"
                + " period that isn't over, 46 must be kept, but only 0 is reserved.");
  }

  @Test
  void aFeeThatIsNotDividedAndEntitlementsThatAreNoLines() {
    tables.gaps.add(
        new RunTables.Gap("FEE of inf-1", "USDC", BigInteger.TEN, BigInteger.valueOf(9)));
    tables.unlined.add(
        new RunTables.Unlined(
            "payee:bob as CONTRIBUTOR for 2026-06-02 in USDC", BigInteger.ONE, BigInteger.TWO));
    assertThat(findings())
        .containsExactly(
            "entitlements: FEE of inf-1 brought in 10 USDC, but 9 is entitled.",
            "reports/payout_lines.parquet: payee:bob as CONTRIBUTOR for 2026-06-02 in USDC is"
                + " entitled 1, but the lines say 2.");
  }

  private Verification verify() {
    return RunVerifier.verify(run.files(), tables, Optional.of(first.asPrevious()));
  }

  private List<String> findings() {
    return verify().findings();
  }

  /** The reference policy with the sample's token, and with texts replaced pair by pair. */
  static PolicyBook policy(String... changes) {
    try (InputStream in = PolicyReader.class.getResourceAsStream("/policy/reference.conf")) {
      String text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("TRIB {", "USDC {");
      for (int i = 0; i < changes.length; i += 2) {
        assertThat(text).contains(changes[i]);
        text = text.replaceFirst(java.util.regex.Pattern.quote(changes[i]), changes[i + 1]);
      }
      return new PolicyBook(
          List.of(PolicyReader.read("sample.conf", text.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

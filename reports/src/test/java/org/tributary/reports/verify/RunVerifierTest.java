package org.tributary.reports.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.reports.verify.SampleRun.address;
import static org.tributary.reports.verify.SampleRun.row;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.payout.ControlTotals;
import org.tributary.reports.payout.PayoutCsv;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.run.RunManifest;

/** Each check finds its own kind of damage, says it in a sentence, and lets a right run pass. */
class RunVerifierTest {
  @TempDir Path folder;

  private SampleRun first;
  private SampleRun run;

  @BeforeEach
  void twoNights() throws IOException {
    first = SampleRun.first(folder.resolve("first")).write(Optional.empty());
    run = SampleRun.second(folder.resolve("second"), first);
  }

  @Test
  void rightRunsPass() throws IOException {
    run.write(Optional.of(first));
    Verification verification = verify();
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.passed()).isTrue();
    assertThat(verification.checks()).hasSize(15).allMatch(CheckResult::passed);
    assertThat(RunVerifier.verify(first.files(), Optional.empty()).findings()).isEmpty();
    assertThat(verification.toJson())
        .contains("\"findings\":[]")
        .contains("\"passed\":true")
        .contains("\"run_id\":\"" + run.manifest.runId() + "\"");
  }

  @Test
  void anAmountInTheCsv() throws IOException {
    run.write(Optional.of(first));
    edit(RunFiles.CSV, "95,0,0,145", "95,0,0,146");
    assertThat(findings())
        .containsExactly(
            "reports/payouts.csv, line 2: claimable is \"146\", but reports/payouts.parquet says"
                + " \"145\" (payee alice, token USDC).");
  }

  @Test
  void aTokenAmountInTheCsv() throws IOException {
    run.write(Optional.of(first));
    edit(RunFiles.CSV, "0.000095", "0.000950");
    assertThat(findings())
        .containsExactly(
            "reports/payouts.csv, line 2: paid_tokens is \"0.000950\", but reports/payouts.parquet"
                + " says \"0.000095\" (payee alice, token USDC).");
  }

  @Test
  void aRowThatTheCsvLost() throws IOException {
    run.write(Optional.of(first));
    PayoutCsv.write(run.folder.resolve(RunFiles.CSV), run.payouts.subList(0, 2));
    assertThat(findings())
        .containsExactly("reports/payouts.csv has 2 rows, but reports/payouts.parquet has 3.");
  }

  @Test
  void rowsInAnotherOrder() throws IOException {
    Collections.swap(run.payouts, 0, 1);
    run.write(Optional.of(first));
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet, row 2: payee alice, token USDC must not stand after payee"
                + " bob, token USDC.");
  }

  @Test
  void aRowThatDoesNotAddUp() throws IOException {
    run.payouts.set(0, row("alice", "PAYABLE", 0, 100, -5, 0, 0, 0, 95, 1, 0, 145));
    run.write(Optional.of(first));
    assertThat(findings())
        .contains(
            "reports/payouts.parquet: payee alice, token USDC: opening 0 + earned 100 + restated -5"
                + " + capped 0 + released 0 - held 0 - paid 95 is 0, but closing is 1.",
            "reports/payouts.parquet: payee alice, token USDC: closing + reserved + claimable is"
                + " 146, but the lines of reports/payout_lines.parquet sum to 145 (entitled).");
  }

  @Test
  void aClaimBelowZero() throws IOException {
    run.payouts.set(1, row("bob", "HELD", 0, 60, 5, 0, 0, 66, -1, 0, 86, -1));
    run.write(Optional.of(first));
    assertThat(findings())
        .contains(
            "reports/payouts.parquet: payee bob, token USDC: claimable is -1, below zero.",
            "reports/payouts.parquet: payee bob, token USDC: paid is -1, below zero.",
            "reports/payouts.parquet: payee bob, token USDC: claimable fell from 0 to -1; what is"
                + " published never decreases.");
  }

  @Test
  void aLineThatIsGone() throws IOException {
    run.lines.remove(3);
    run.write(Optional.of(first));
    assertThat(findings())
        .contains(
            "reports/payouts.parquet: payee bob, token USDC: earned is 60, but the lines of"
                + " reports/payout_lines.parquet sum to 0 (EARNED amounts).",
            "In USDC on 2026-06-02, fees 200 and rewards 30 came in"
                + " (reports/control_totals.json), but the roles got 170"
                + " (reports/payout_lines.parquet).",
            "reports/payout_lines.parquet: what the run posts in USDC for 2026-06-02 sums to -60"
                + " instead of 0.");
  }

  @Test
  void aLineThatDoesNotAddUp() throws IOException {
    run.lines.set(1, spoiled(run.lines.get(1).entitled().add(BigInteger.TWO)));
    run.write(Optional.of(first));
    assertThat(findings())
        .contains(
            "reports/payout_lines.parquet, row 2 (payee alice, token USDC): on 2026-06-02, posted"
                + " before 0 + amount 100 is not entitled 102.",
            "reports/payouts.parquet: payee alice, token USDC: closing + reserved + claimable is"
                + " 145, but the lines of reports/payout_lines.parquet sum to 147 (entitled).");
  }

  @Test
  void linesWithAWrongReasonDateOrPlace() throws IOException {
    run.lines.set(
        11, run.lineOf("suspense:unattributed", "2026-06-03", "UNATTRIBUTED", null, 20, 0));
    Collections.swap(run.lines, 4, 5);
    run.write(Optional.of(first));
    assertThat(findings())
        .contains(
            "reports/payout_lines.parquet, row 12 (account suspense:unattributed, token USDC):"
                + " log date 2026-06-03 is after close date 2026-06-02.",
            "reports/payout_lines.parquet, row 12 (account suspense:unattributed, token USDC): on"
                + " 2026-06-03, amount 20 has reason code \"\".",
            "reports/payout_lines.parquet, row 6: the line of payee platform, token USDC on"
                + " 2026-06-01 must not stand after that of payee platform, token USDC on"
                + " 2026-06-02.");
  }

  @Test
  void aStandardErrorThatCannotBe() throws IOException {
    run.lines.set(1, unsure(run.lines.get(1), 500_000_001));
    run.lines.set(2, unsure(run.lines.get(2), 500_000_000));
    run.lines.set(4, unsure(run.lines.get(4), 0));
    run.write(Optional.of(first));
    assertThat(findings())
        .containsExactly(
            "reports/payout_lines.parquet, row 2 (payee alice, token USDC): on 2026-06-02, role"
                + " CONTRIBUTOR can't have a standard error of 500000001 parts per 1,000,000,000.",
            "reports/payout_lines.parquet, row 5 (payee platform, token USDC): on 2026-06-01, role"
                + " PLATFORM can't have a standard error of 0 parts per 1,000,000,000.");
  }

  private static PayoutLine unsure(PayoutLine line, long standardError) {
    return changed(line, Optional.of(standardError), line.entitled());
  }

  @Test
  void aPayeeWithoutRow() throws IOException {
    run.payouts.remove(2);
    run.write(Optional.of(first));
    assertThat(findings())
        .contains(
            "reports/payout_lines.parquet has lines of payee platform, token USDC, but"
                + " reports/payouts.parquet has no row for it.",
            "reports/payouts.parquet: payee platform, token USDC is missing, but the previous run"
                + " closed it with 0, 0 kept back and 10 claimable.");
  }

  @Test
  void moneyThatCameFromNowhere() throws IOException {
    run.incoming.set(
        1, new ControlTotals.Incoming("USDC", "FEE", "2026-06-02", 1, BigInteger.valueOf(190)));
    run.write(Optional.of(first));
    assertThat(findings())
        .containsExactly(
            "reports/control_totals.json: fees in USDC on 2026-06-02 are 190, but the revenue"
                + " lines of reports/payout_lines.parquet say 200.",
            "In USDC on 2026-06-02, fees 190 and rewards 30 came in"
                + " (reports/control_totals.json), but the roles got 230"
                + " (reports/payout_lines.parquet).");
  }

  @Test
  void controlTotalsOfAnotherRun() throws IOException {
    run.write(Optional.of(first));
    Files.copy(first.folder.resolve(RunFiles.CONTROL), run.folder.resolve("other.json"));
    Files.delete(run.folder.resolve(RunFiles.CONTROL));
    Files.move(run.folder.resolve("other.json"), run.folder.resolve(RunFiles.CONTROL));
    assertThat(findings())
        .contains(
            "reports/control_totals.json is of run "
                + first.manifest.runId()
                + ", close date 2026-06-01, not of run "
                + run.manifest.runId()
                + ", close date 2026-06-02.");
  }

  @Test
  void aRootThatIsNotOfTheLeaves() throws IOException {
    run.write(Optional.of(first));
    String name = "settlement/" + SampleRun.FOLDER + "/manifest.json";
    String manifest = Files.readString(run.folder.resolve(name));
    int root = manifest.indexOf("\"root\":\"0x") + "\"root\":\"0x".length();
    char other = manifest.charAt(root) == '0' ? '1' : '0';
    run.text(name, manifest.substring(0, root) + other + manifest.substring(root + 1));
    assertThat(findings())
        .anyMatch(
            sentence ->
                sentence.startsWith("settlement/" + SampleRun.FOLDER + ": manifest.json has root")
                    && sentence.contains("but leaves.csv gives 0x"));
  }

  @Test
  void aClaimThatFell() throws IOException {
    run.leaves.set(
        0,
        new SettlementLeaf(
            new Leaf(address("alice"), SampleRun.USDC.address(), BigInteger.valueOf(45)),
            BigInteger.ZERO,
            PayoutStatus.PAYABLE));
    run.write(Optional.of(first));
    assertThat(findings())
        .contains(
            "settlement/"
                + SampleRun.FOLDER
                + ": leaves.csv lowers "
                + address("alice")
                + " in "
                + SampleRun.USDC.address()
                + " from the published 50 to 45.",
            "The leaves in token "
                + SampleRun.USDC.address()
                + " on chain 31337 sum to 75, but reports/payouts.parquet has 175 claimable.",
            "The leaves of "
                + address("alice")
                + " in token "
                + SampleRun.USDC.address()
                + " on chain 31337 grow by 45, but reports/payouts.parquet pays 95 there.");
  }

  @Test
  void aPayeeWhoseMoneyGoesToAnotherAddress() throws IOException {
    PayoutRow alice = run.payouts.get(0);
    run.payouts.set(
        0,
        new PayoutRow(
            "alice",
            alice.displayName(),
            alice.token(),
            Optional.of(address("mallory")),
            alice.status(),
            alice.reason(),
            alice.balances()));
    run.write(Optional.of(first));
    assertThat(findings())
        .hasSize(2)
        .anyMatch(
            sentence ->
                sentence.startsWith("The leaves of " + address("mallory") + " in token")
                    && sentence.endsWith("grow by 0, but reports/payouts.parquet pays 95 there."));
  }

  @Test
  void aSettlementThatIsGone() throws IOException {
    run.write(Optional.of(first));
    Files.move(run.settlement(), run.folder.resolve("elsewhere"));
    assertThat(findings())
        .contains(
            "settlement/"
                + SampleRun.FOLDER
                + " is missing: the previous run published it, and its claims stay open.");
  }

  @Test
  void anEditedPolicy() throws IOException {
    run.write(Optional.of(first));
    run.text("policy/sample.conf", "policy-id = other\n");
    run.text("policy/more.conf", "");
    assertThat(findings())
        .hasSize(2)
        .anyMatch(sentence -> sentence.startsWith("policy/sample.conf was edited: its SHA-256 is"))
        .contains("policy/more.conf is not in manifest.json.");
    Files.delete(run.folder.resolve("policy/sample.conf"));
    assertThat(findings()).contains("policy/sample.conf is missing: policy sample is in it.");
  }

  @Test
  void anEditedManifest() throws IOException {
    run.write(Optional.of(first));
    edit(RunFiles.MANIFEST, "\"ledger_version\":0", "\"ledger_version\":1");
    assertThat(findings())
        .singleElement()
        .asString()
        .startsWith("manifest.json was edited: its SHA-256 is ");
  }

  @Test
  void aManifestThatPinsSomethingElse() throws IOException {
    RunManifest other =
        SampleRun.manifest(LocalDate.of(2026, 6, 2), 2, run.manifest.prior().previousRunId());
    run.manifest =
        new RunManifest(
            run.manifest.runId(),
            other.closeDate(),
            other.engineVersion(),
            other.inputs(),
            other.policies(),
            other.attribution(),
            other.prior());
    run.write(Optional.of(first));
    assertThat(findings())
        .containsExactly(
            "manifest.json: what it pins gives run id "
                + other.runId()
                + ", but it says "
                + run.manifest.runId()
                + ".");
  }

  @Test
  void anOpeningThatIsNotTheClosingBefore() throws IOException {
    first.payouts.set(0, row("alice", "PAYABLE", 0, 51, 0, 0, 0, 0, 50, 1, 0, 50));
    first.lines.set(0, first.lineOf("payee:alice", "2026-06-01", "CONTRIBUTOR", "EARNED", 51, 0));
    run.write(Optional.of(first));
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet: payee alice, token USDC: opening is 0, but the previous run"
                + " closed with 1.",
            "reports/payout_lines.parquet: payee alice, token USDC: 50 was posted before the run,"
                + " but the previous run ended with 51.");
  }

  @Test
  void aPreviousRunWithoutFiles() throws IOException {
    run.write(Optional.of(first));
    assertThat(RunVerifier.verify(run.files(), Optional.empty()).findings())
        .contains("The files of the previous run " + first.manifest.runId() + " are missing.");
  }

  @Test
  void filesThatCantBeRead() throws IOException {
    run.write(Optional.of(first));
    Files.delete(run.folder.resolve(RunFiles.CSV));
    run.text(RunFiles.CONTROL, "no json");
    Files.delete(run.folder.resolve(RunFiles.MANIFEST));
    assertThat(findings())
        .contains(
            "manifest.json can't be checked: there is no manifest.json.",
            "reports/payouts.csv can't be checked: Can't read payouts.csv.")
        .anyMatch(
            sentence ->
                sentence.startsWith("reports/control_totals.json can't be checked: Not JSON"));
  }

  @Test
  void whatIsWrongEverywhereIsNotSpelledOut() {
    Findings findings = new Findings();
    for (int i = 0; i < 250; i++) {
      findings.add("row %d", i);
    }
    CheckResult result = findings.toResult("name", "subject", "claim");
    assertThat(result.findings()).hasSize(100);
    assertThat(result.detail()).isEqualTo("row 0 (and 249 more)");
  }

  @Test
  void theSettlementHashIsThatOfTheList() throws IOException {
    run.write(Optional.of(first));
    String sha256 =
        CanonicalJson.sha256(Files.readAllBytes(run.settlement().resolve("manifest.json")));
    assertThat(verify().settlementSha256()).isEqualTo(CanonicalJson.sha256("[\"" + sha256 + "\"]"));
  }

  private Verification verify() {
    return RunVerifier.verify(run.files(), Optional.of(first.asPrevious()));
  }

  private List<String> findings() {
    return verify().findings();
  }

  private PayoutLine spoiled(BigInteger entitled) {
    PayoutLine line = run.lines.get(1);
    return changed(line, line.shareStandardError(), entitled);
  }

  private static PayoutLine changed(
      PayoutLine line, Optional<Long> standardError, BigInteger entitled) {
    return new PayoutLine(
        line.account(),
        line.tokenId(),
        line.logDate(),
        line.role(),
        line.modelId(),
        line.datanetId(),
        line.policyId(),
        line.reasonCode(),
        standardError,
        entitled,
        line.postedBefore(),
        line.amount());
  }

  private void edit(String name, String from, String to) throws IOException {
    String text = new String(Files.readAllBytes(run.folder.resolve(name)), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    run.text(name, text.replaceFirst(from, to));
  }
}

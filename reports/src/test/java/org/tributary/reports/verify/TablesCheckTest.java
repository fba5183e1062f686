package org.tributary.reports.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyReader;

/** What the tables have beside the files: each kind of damage is found and named. */
class TablesCheckTest {
  @TempDir Path folder;

  private SampleRun first;
  private SampleRun run;
  private InMemory tables;

  @BeforeEach
  void twoNights() throws IOException {
    first = SampleRun.first(folder.resolve("first")).write(Optional.empty());
    run = SampleRun.second(folder.resolve("second"), first).write(Optional.of(first));
    tables = new InMemory(run);
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
  void aPayeeThatIsHeldOrBlocked() {
    tables.shut.put("alice", "tax form is missing");
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet: payee alice, token USDC is held or blocked (tax form is"
                + " missing), but paid is 95 and closing 0.");
  }

  @Test
  void anItemThatIsHeldAndPaid() {
    tables.items.put(new RunTables.Payee("alice", "USDC"), BigInteger.valueOf(40));
    tables.items.put(new RunTables.Payee("bob", "USDC"), BigInteger.valueOf(1000));
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet: payee alice, token USDC: holds keep 40 of what it earned,"
                + " but only 0 is reserved.");
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
                + " 2026-06-02 under policy sample, above the cap of 99.");
    daily[3] = "period = month";
    tables.policy = policy(daily);
    assertThat(findings()).as("the month isn't over").isEmpty();
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
  private static PolicyBook policy(String... changes) {
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

  /** The tables of a run, made from its rows and lines. */
  private static final class InMemory implements RunTables {
    private final List<ProposedEntry> entries = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Unlined> unlined = new ArrayList<>();
    private final Map<String, String> shut = new TreeMap<>();
    private final Map<Payee, BigInteger> items = new HashMap<>();
    private final Map<Payee, BigInteger> paid = new HashMap<>();
    private PolicyBook policy = TablesCheckTest.policy();
    private LocalDate asked;

    InMemory(SampleRun run) {
      for (PayoutLine line : run.lines) {
        if (line.amount().signum() != 0) {
          entry(
              run,
              line.logDate(),
              line.logDate(),
              line.account(),
              line.role(),
              line.amount(),
              line.reasonCode().orElseThrow());
        }
      }
      for (PayoutRow row : run.payouts) {
        move(run, row.accountId(), "payable:" + row.accountId(), row.balances().paid(), "PAID");
        move(run, row.accountId(), "kept:HOLD:" + row.accountId(), row.balances().held(), "HELD");
      }
      entries.sort(Comparator.comparing(ProposedEntry::entryId));
    }

    private void move(SampleRun run, String payee, String to, BigInteger amount, String reason) {
      if (amount.signum() != 0) {
        String date = run.manifest.closeDate().toString();
        entry(run, "move " + payee, date, "payee:" + payee, "PAYOUT", amount.negate(), reason);
        entry(run, "move " + payee, date, to, "PAYOUT", amount, reason);
      }
    }

    private void entry(
        SampleRun run,
        String transaction,
        String logDate,
        String account,
        String role,
        BigInteger amount,
        String reason) {
      entries.add(
          new ProposedEntry(
              account + "/" + role + "/" + logDate,
              transaction,
              run.manifest.runId(),
              run.manifest.closeDate().toString(),
              logDate,
              "USDC",
              account,
              role,
              Optional.empty(),
              Optional.empty(),
              amount,
              reason,
              Optional.empty(),
              "sample"));
    }

    private int indexOf(String start) {
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).entryId().startsWith(start)) {
          return i;
        }
      }
      throw new IllegalArgumentException(start);
    }

    void replace(String start, long amount) {
      int index = indexOf(start);
      ProposedEntry e = entries.get(index);
      entries.set(index, changed(e, e.account(), BigInteger.valueOf(amount)));
    }

    void rename(String start, String account) {
      int index = indexOf(start);
      ProposedEntry e = entries.get(index);
      entries.set(index, changed(e, account, e.amount()));
    }

    void remove(String start) {
      entries.remove(indexOf(start));
    }

    private static ProposedEntry changed(ProposedEntry e, String account, BigInteger amount) {
      return new ProposedEntry(
          e.entryId(),
          e.transactionId(),
          e.runId(),
          e.closeDate(),
          e.logDate(),
          e.tokenId(),
          account,
          e.role(),
          e.modelId(),
          e.datanetId(),
          amount,
          e.reasonCode(),
          e.corrects(),
          e.policyId());
    }

    @Override
    public PolicyBook policies() {
      return policy;
    }

    @Override
    public Iterator<ProposedEntry> entries() {
      return entries.iterator();
    }

    @Override
    public List<Gap> gaps() {
      return gaps;
    }

    @Override
    public List<Unlined> unlined() {
      return unlined;
    }

    @Override
    public Map<String, String> shut() {
      return shut;
    }

    @Override
    public Map<Payee, BigInteger> heldItems() {
      return items;
    }

    @Override
    public Map<Payee, BigInteger> paidSince(LocalDate start) {
      asked = start;
      return paid;
    }
  }
}

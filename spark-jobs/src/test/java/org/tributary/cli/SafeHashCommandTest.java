package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.settlement.HeldAmount;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.Settlement;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.reports.settlement.SettlementWriter;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;

/** {@code tributary safe-hash}; that the Safe has the same hashes is EvmTest's, in reports. */
class SafeHashCommandTest {
  private static final String COIN = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48";
  private static final String PAYEE = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  private static final String SAFE = "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb";

  @TempDir Path temp;
  private Path folder;

  private record Outcome(int exitCode, String out, String err) {}

  @BeforeEach
  void aSettlementOfASafeThatPays() {
    folder = temp.resolve("settlement");
    SettlementHeader header =
        new SettlementHeader(
            "0123456789abcdef",
            LocalDate.parse("2026-03-31"),
            1,
            DistributorRule.of(DistributorKind.TRANSFERS, SAFE),
            List.of(new SettlementToken(COIN, "COIN", 6)),
            Optional.empty(),
            "policy",
            "ab".repeat(32),
            "0.1.0");
    SettlementLeaf leaf =
        new SettlementLeaf(
            new Leaf(PAYEE, COIN, BigInteger.TEN), BigInteger.ZERO, PayoutStatus.PAYABLE);
    SettlementWriter.write(
        folder, new Settlement(header, List.of(leaf).iterator(), List.<HeldAmount>of().iterator()));
  }

  @Test
  void oneLineForEachBatch() {
    Outcome outcome = run("safe-hash", folder.toString(), "--nonce", "17");
    assertThat(outcome.exitCode).as(outcome.err).isZero();
    assertThat(outcome.out)
        .matches("safe/transfers-00001\\.json nonce 17 calls 1 safeTxHash 0x[0-9a-f]{64}\n");
    assertThat(outcome.err)
        .isEqualTo(
            "safe-hash: several calls go through MultiSendCallOnly"
                + " 0x9641d764fc13c8B624c04430C7356C1C7C8102e2, as of Safe 1.4.1: if the Safe has"
                + " another version, name it with --safe-version\n");
    Outcome later = run("safe-hash", folder.toString(), "--nonce", "18");
    assertThat(later.out).isNotEqualTo(outcome.out.replace("17", "18"));
  }

  @Test
  void saysWhatIsMissingOrChanged() throws IOException {
    assertThat(run("safe-hash", folder.toString(), "safe/root.json", "--nonce", "1").err)
        .contains("has no batch safe/root.json. It has: safe/transfers-00001.json.");
    String file = "safe/transfers-00001.json";
    assertThat(run("safe-hash", folder.toString(), file, file, "--nonce", "1").err)
        .contains(file + " is named twice: each batch is executed once, under one nonce.");
    assertThat(run("safe-hash", folder.toString(), "--nonce", "-1").err)
        .contains("--nonce -1 is no nonce");
    assertThat(run("safe-hash", folder.toString(), "--nonce=1", "--safe-version=1.0.0").err)
        .contains("Safe 1.0.0 aren't known here: name its MultiSendCallOnly with --multi-send");
    Path batch = folder.resolve("safe/transfers-00001.json");
    Files.writeString(batch, Files.readString(batch).replace("\"10\"", "\"11\""));
    Outcome changed = run("safe-hash", folder.toString(), "--nonce", "17");
    assertThat(changed.exitCode).isEqualTo(20);
    assertThat(changed.err)
        .contains(
            "so nothing of it may be signed", "safe/transfers-00001.json is broken: its checksum");
  }

  /** Commands that need Spark don't repeat a key in the wrong place either. */
  @Test
  void aKeyIsNeverShown() {
    String key = "0x" + "ab".repeat(32);
    for (String[] slip :
        new String[][] {{"aprove", key}, {key}, {"safe-hash", "--key-env", key}, {"ledger", key}}) {
      Outcome outcome = run(slip);
      assertThat(outcome.exitCode).isEqualTo(2);
      assertThat(outcome.err).doesNotContain("abababab");
    }
  }

  private static Outcome run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      int exitCode = Main.run(arguments);
      return new Outcome(
          exitCode,
          said.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}

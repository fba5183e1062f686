package org.tributary.reports.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.cli.Main;
import org.tributary.reports.export.ExportedFolder;
import org.tributary.reports.export.Night;
import org.tributary.reports.export.SettlementState;
import org.tributary.schemas.run.CanonicalJson;

class ConfirmTest {
  private static final String COIN = Treasury.COIN.address();
  private static final String NONE = "0x" + "0".repeat(64);

  @TempDir Path temp;
  private ExportedFolder first;
  private ExportedFolder second;
  private Path exported;

  @BeforeEach
  void twoExports() throws IOException {
    Night one =
        Night.write(temp, LocalDate.of(2026, 3, 30), "", Optional.empty(), Treasury.leaves(4))
            .approve("ada", "bob");
    Night two =
        Night.write(
                temp,
                LocalDate.of(2026, 3, 31),
                "",
                Optional.of(one),
                Treasury.grown(Treasury.leaves(4), 10))
            .approve("ada", "bob");
    first = ExportedFolder.open(one.export(temp.resolve("outbox")).folder());
    exported = two.export(temp.resolve("outbox")).folder();
    second = ExportedFolder.open(exported);
  }

  @Test
  void theRootInForceConfirms() {
    Confirm.Result result = confirm(second, root(second), Optional.empty(), List.of());
    assertThat(result.state()).isEqualTo(SettlementState.CONFIRMED);
    assertThat(result.findings()).isEmpty();
    assertThat(result.reconciliation().open()).hasSize(4);
    assertThat(confirm(second, root(second), Optional.empty(), List.of()).state())
        .isEqualTo(SettlementState.CONFIRMED);
  }

  @Test
  void aRootThatWaitsIsNotInForce() {
    Confirm.Result result = confirm(second, root(first), Optional.of(root(second)), List.of());
    assertThat(result.state()).isEqualTo(SettlementState.EXPORTED);
    assertThat(result.findings()).isEmpty();
    assertThat(result.notes())
        .containsExactly(
            "The root waits for its timelock; then it must be accepted.",
            "The root in force is that of " + first.manifest().header().settlementId() + ".");
    assertThat(confirm(second, NONE, Optional.empty(), List.of()).notes())
        .containsExactly("The distributor has no root yet.");
  }

  @Test
  void aForeignRootIsAMismatch() {
    String foreign = "0x" + "ab".repeat(32);
    assertThat(confirm(second, foreign, Optional.empty(), List.of()).findings())
        .containsExactly(
            "The root in force, "
                + foreign
                + ", was never exported; ours is "
                + root(second)
                + ".");
    assertThat(confirm(second, root(first), Optional.of(foreign), List.of()).findings())
        .containsExactly("The pending root " + foreign + " was never exported.");
  }

  @Test
  void whoClaimedMoreThanTheLeafIsAMismatch() {
    List<ClaimedEvent> claims =
        List.of(
            ReconciliationTest.claim(1, "payee0", 1010),
            ReconciliationTest.claim(2, "payee1", 1012),
            ReconciliationTest.claim(3, "eve", 1));
    Confirm.Result result = confirm(second, root(second), Optional.empty(), claims);
    assertThat(result.findings())
        .containsExactlyInAnyOrder(
            Treasury.address("payee1")
                + " has claimed 1012 in "
                + COIN
                + ", but its leaf says 1011.",
            Treasury.address("eve") + " has claimed 1 in " + COIN + ", but has no leaf.");
    // What can't be is looked into first: a mismatch must never stand in the journal as confirmed.
    assertThat(result.state()).isEqualTo(SettlementState.EXPORTED);
    assertThat(second.state()).isEqualTo(SettlementState.EXPORTED);
    assertThat(confirm(second, root(second), Optional.empty(), claims.subList(0, 1)).state())
        .isEqualTo(SettlementState.CONFIRMED);
    assertThat(second.state()).isEqualTo(SettlementState.CONFIRMED);
  }

  /** While our root is in force, somebody else's may wait: that is told before it is accepted. */
  @Test
  void aForeignPendingRootBehindOursIsAMismatch() {
    String foreign = "0x" + "ab".repeat(32);
    Confirm.Result result = confirm(second, root(second), Optional.of(foreign), List.of());
    assertThat(result.findings())
        .containsExactly("The pending root " + foreign + " was never exported.");
    assertThat(second.state()).isEqualTo(SettlementState.EXPORTED);
    assertThat(confirm(first, root(first), Optional.of(root(second)), List.of()).findings())
        .isEmpty();
    assertThat(first.state()).isEqualTo(SettlementState.CONFIRMED);
  }

  /** The same root may be in force elsewhere: a file says of which contract it is. */
  @Test
  void aFileOfAnotherChainOrContractConfirmsNothing() throws IOException {
    String other = Treasury.address("another distributor");
    assertThat(confirmByFile("1", Treasury.DISTRIBUTOR)).isEqualTo(23);
    assertThat(confirmByFile("31337", other)).isEqualTo(23);
    assertThat(second.state()).isEqualTo(SettlementState.EXPORTED);
    assertThat(confirmByFile("31337", Treasury.DISTRIBUTOR.toLowerCase(Locale.ROOT))).isZero();
    assertThat(second.state()).isEqualTo(SettlementState.CONFIRMED);
  }

  private int confirmByFile(String chainId, String distributor) throws IOException {
    Path file = temp.resolve("events.jsonl");
    Files.writeString(
        file,
        CanonicalJson.write(
                Map.of(
                    "type",
                    "root",
                    "chainId",
                    chainId,
                    "distributor",
                    distributor,
                    "block",
                    "5",
                    "root",
                    root(second)))
            + "\n");
    return Main.run("confirm", exported.toString(), "--events", file.toString());
  }

  /** Under a later root more can be claimed than an earlier settlement says: nothing is wrong. */
  @Test
  void anEarlierSettlementIsntHeldAgainstALaterRoot() {
    List<ClaimedEvent> claims = List.of(ReconciliationTest.claim(1, "payee0", 1010));
    Confirm.Result result = confirm(first, root(second), Optional.empty(), claims);
    assertThat(result.findings()).isEmpty();
    assertThat(result.state()).isEqualTo(SettlementState.EXPORTED);
  }

  /** 4046 are claimable; 1010 claimed and 3000 held leave 36. */
  @Test
  void missingFundsAreTold() {
    ChainFacts facts =
        new ChainFacts(
            5,
            root(second),
            Optional.empty(),
            List.of(ReconciliationTest.claim(1, "payee0", 1010)),
            Map.of(COIN, BigInteger.valueOf(3000)));
    assertThat(Confirm.of(second, facts, Clock.systemUTC()).notes())
        .containsExactly(
            "The distributor lacks 36 of " + COIN + ": claims will fail once it is empty.");
  }

  private static Confirm.Result confirm(
      ExportedFolder folder, String root, Optional<String> pending, List<ClaimedEvent> claims) {
    return Confirm.of(
        folder, new ChainFacts(5, root, pending, claims, Map.of()), Clock.systemUTC());
  }

  private static String root(ExportedFolder folder) {
    return folder.manifest().root().orElseThrow();
  }
}

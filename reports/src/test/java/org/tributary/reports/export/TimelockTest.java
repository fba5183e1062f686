package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;

/** A root that waits for its timelock: what it stops, and how it makes way. */
class TimelockTest extends OutboxCases {
  private static final String TX = "0x" + "ab".repeat(32);
  private static final Clock MORNING =
      Clock.fixed(Instant.parse("2026-04-01T08:00:00Z"), ZoneOffset.UTC);

  /** While a root waits for its timelock, no other may leave: it would start the wait again. */
  @Test
  void cadenceAgainstTheTimelock() throws IOException {
    Night first = timelocked(FIRST, Optional.empty(), leaves);
    ExportedFolder folder = ExportedFolder.open(first.export(outbox).folder());
    folder.submitted(TX, Optional.empty(), MORNING);
    Night second = timelocked(SECOND, Optional.of(first), Treasury.grown(leaves, 3));
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining("PENDING: the root of 2026-03-30-31337-")
        .hasMessageContaining("in transaction " + TX)
        .hasMessageContaining("its timelock ends at 2026-04-02T08:00:00Z");
    folder.confirmed("99", MORNING);
    assertThat(second.export(outbox).added()).isEqualTo(Map.of("COIN", BigInteger.valueOf(36)));
    assertThatThrownBy(() -> folder.submitted("0x" + "ef".repeat(32), Optional.of(TX), MORNING))
        .hasMessageContaining("was exported after 2026-03-30")
        .hasMessageContaining("an older root would take claims back");
  }

  /** The root waits under the policy that it was submitted under, whatever the next one says. */
  @Test
  void anotherPolicyEndsNoWait() throws IOException {
    Night first = timelocked(FIRST, Optional.empty(), leaves);
    ExportedFolder folder = ExportedFolder.open(first.export(outbox).folder());
    folder.submitted(TX, Optional.empty(), MORNING);
    DistributorRule now = DistributorRule.of(DistributorKind.URD, Treasury.DISTRIBUTOR);
    assertThat(now.timelockSeconds()).isZero();
    Night second =
        Night.write(
                temp,
                SECOND,
                "",
                Optional.of(first),
                Treasury.grown(leaves, 3),
                now,
                List.of(Treasury.COIN))
            .approve("ada", "bob");
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining("PENDING: the root of 2026-03-30-31337-")
        .hasMessageContaining("its timelock ends at 2026-04-02T08:00:00Z");
  }

  /** A root that was taken back while it waited makes way, and its transaction doesn't return. */
  @Test
  void aRevokedRootMakesWay() throws IOException {
    Night first = timelocked(FIRST, Optional.empty(), leaves);
    ExportedFolder folder = ExportedFolder.open(first.export(outbox).folder());
    assertThatThrownBy(() -> folder.revoked("wrong", Optional.empty(), MORNING))
        .hasMessageContaining("is EXPORTED, which doesn't lead to REVOKED");
    folder.submitted(TX, Optional.empty(), MORNING);
    assertThatThrownBy(() -> folder.revoked(" ", Optional.empty(), MORNING))
        .hasMessage("To note that a root was revoked needs a reason: say it with --because.");
    String root = folder.manifest().root().orElseThrow();
    String none = "0x" + "0".repeat(64);
    assertThatThrownBy(
            () ->
                folder.revoked(
                    "wrong", Optional.of(new ChainRoots(none, Optional.of(root))), MORNING))
        .hasMessageContaining("still waits at the distributor: revoke it there first.");
    assertThatThrownBy(
            () ->
                folder.revoked(
                    "wrong", Optional.of(new ChainRoots(root, Optional.empty())), MORNING))
        .hasMessageContaining("is in force, so it wasn't revoked: run 'tributary confirm'.");
    Optional<ChainRoots> gone = Optional.of(new ChainRoots(none, Optional.empty()));
    assertThat(folder.revoked("wrong payee", gone, MORNING)).isEqualTo(SettlementState.REVOKED);
    assertThat(folder.revoked("again", gone, MORNING)).isEqualTo(SettlementState.REVOKED);
    assertThat(folder.submitted(TX, Optional.empty(), MORNING)).isEqualTo(SettlementState.REVOKED);
    Path journal = folder.settlement().getParent().resolveSibling("journal.jsonl");
    assertThat(Files.readAllLines(journal))
        .hasSize(4)
        .last()
        .asString()
        .contains("\"details\":{\"because\":\"wrong payee\",\"transaction\":\"" + TX + "\"}");
    String other = "0x" + "cd".repeat(32);
    assertThat(folder.submitted(other, Optional.empty(), MORNING))
        .isEqualTo(SettlementState.SUBMITTED);
    folder.revoked("again wrong", gone, MORNING);
    Night second = timelocked(SECOND, Optional.of(first), Treasury.grown(leaves, 3));
    assertThat(second.export(outbox).isNew()).isTrue();
  }

  private Night timelocked(LocalDate date, Optional<Night> before, List<SettlementLeaf> claims)
      throws IOException {
    DistributorRule rule =
        new DistributorRule(
            DistributorKind.URD,
            Treasury.DISTRIBUTOR,
            86_400,
            "",
            100,
            DistributorRule.Claims.PAYEES,
            DistributorRule.Format.TRANSACTION_BUILDER);
    return Night.write(temp, date, "", before, claims, rule, List.of(Treasury.COIN))
        .approve("ada", "bob");
  }
}

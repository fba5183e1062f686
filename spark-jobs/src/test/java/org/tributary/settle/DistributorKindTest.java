package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.settlement.FileEntry;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.session.SharedSpark;

/** That what the policy says of a distributor reaches the files, and that its kind stays. */
class DistributorKindTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
  private static final LocalDate SECOND = LocalDate.of(2026, 3, 31);
  private static final String ADDRESS = SettleWorld.address("distributor");

  @TempDir Path folder;

  @Test
  void aUrdHasItsFilesAndAnotherTreeCantFollow() {
    SettleWorld world = new SettleWorld(SharedSpark.session(), folder);
    world.address("ada", FIRST, "home-ada");
    world.address("ben", FIRST, "home-ben");
    world.writeRegistries();
    world.paidBy(
        new DistributorRule(
            DistributorKind.URD,
            ADDRESS,
            86_400,
            SettleWorld.address("safe"),
            100,
            DistributorRule.Claims.SAFE,
            DistributorRule.Format.TRANSACTION_BUILDER));
    world.propose("run1", FIRST, "EARNED", Map.of("ada COIN", 1000, "ben COIN", 70));
    SettleResult first = Settle.of(world.run("run1", FIRST, Optional.empty())).execute();
    Path before = world.folder(FIRST, "run1").resolve(first.settlements().get(0).folder());
    assertThat(SettlementCheck.check(before, Optional.empty())).isEmpty();
    assertThat(first.settlements().get(0).result().files())
        .extracting(FileEntry::path)
        .contains(
            "urd.json",
            "safe/accept.json",
            "safe/claims-00001.json",
            "safe/funding.json",
            "safe/root.json");
    world.publish("run1", FIRST);

    world.propose("run2", SECOND, "EARNED", Map.of("ada COIN", 60));
    world.paidBy(DistributorRule.of(DistributorKind.MERKL, ADDRESS));
    assertThatThrownBy(() -> settleSecond(world))
        .isInstanceOf(TributaryException.class)
        .hasMessage(
            "The policy says that distributor "
                + ADDRESS
                + " on chain 31337 is of kind merkl, but the settlement published for 2026-03-30"
                + " was of kind urd: what was paid there would be paid again. Name another address"
                + " for the new kind.")
        .extracting(e -> ((TributaryException) e).code())
        .isEqualTo(ErrorCode.POLICY_INVALID);

    world.paidBy(DistributorRule.plain(ADDRESS));
    SettleResult second = settleSecond(world);
    Path after = world.folder(SECOND, "run2").resolve(second.settlements().get(0).folder());
    assertThat(SettlementCheck.check(after, Optional.of(before))).isEmpty();
    assertThat(after.resolve("safe")).doesNotExist();
  }

  @Test
  void aContractThatIsLeftKeepsTheOneTokenThatItPaid() {
    SettlementToken coin = new SettlementToken(SettleWorld.COIN, "COIN", 6);
    SettlementToken shell = new SettlementToken(SettleWorld.address("shell"), "SHELL", 6);
    SettlementHeader before =
        new SettlementHeader(
            "run1",
            FIRST,
            31337,
            DistributorRule.of(DistributorKind.ONEINCH, ADDRESS),
            List.of(coin),
            Optional.empty(),
            "policy",
            "ab".repeat(32),
            "0.1.0");
    Optional<SettlementManifest> published =
        Optional.of(new SettlementManifest(before, Optional.empty(), 0, List.of(), List.of()));
    List<SettlementToken> both = List.of(coin, shell);
    assertThat(SettlementExport.paidTokens(DistributorKind.ONEINCH, both, published))
        .containsExactly(coin);
    assertThat(SettlementExport.paidTokens(DistributorKind.URD, both, published)).isEqualTo(both);
    assertThat(
            SettlementExport.paidTokens(DistributorKind.ONEINCH, List.of(coin), Optional.empty()))
        .containsExactly(coin);
  }

  private static SettleResult settleSecond(SettleWorld world) {
    return Settle.of(world.run("run2", SECOND, Optional.of("run1"))).execute();
  }
}

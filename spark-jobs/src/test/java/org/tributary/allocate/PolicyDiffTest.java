package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.allocate.MoneyFixtures.JUNE_1;
import static org.tributary.allocate.MoneyFixtures.OWNERS;
import static org.tributary.allocate.MoneyFixtures.WATERFALL;
import static org.tributary.allocate.MoneyFixtures.attributed;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/** What another policy changes: the example is that of POLICY_CHANGE.md. */
class PolicyDiffTest {
  @TempDir Path folder;

  @Test
  void tellsWhatChangesAndWritesNothing() {
    MoneyWarehouse money =
        new MoneyWarehouse(
            folder,
            List.of(
                Tables.INFERENCE_LOG,
                Tables.AGENT_RUNS,
                Tables.MODELS,
                Tables.ATTRIBUTION,
                Tables.LEDGER_ENTRIES));
    money.addModels(OWNERS);
    List<AttributionShare> alice =
        List.of(attributed("influence", 1_000_000, "alice", 1_000_000_000));
    World.LogRow fee =
        new World.LogRow(
            "i1",
            JUNE_1,
            "adapter",
            "node-1",
            0,
            "TRIB",
            BigInteger.valueOf(1000),
            Optional.empty());
    money.add(new World(List.of(fee), List.of(), Map.of("i1", alice), Map.of()));
    Policy old = MoneyFixtures.policy(WATERFALL);
    // The platform's 5 % go to the developers of adapters.
    Policy young =
        MoneyFixtures.policy(
            new Waterfall(
                200_000,
                Map.of(
                    Role.PLATFORM, 0,
                    Role.MODEL_DEVELOPER, 200_000,
                    Role.ADAPTER_DEVELOPER, 50_000,
                    Role.BASE_MODEL_DEVELOPER, 50_000,
                    Role.CONTRIBUTOR, 700_000)));
    RunContext run = money.run("00000000000000aa", JUNE_1, book(old), Optional.empty());
    long entries = money.warehouse().latestVersion(Tables.LEDGER_ENTRIES);

    PolicyDiff.Result result = PolicyDiff.of(run, book(old), book(young)).execute();

    assertThat(result.accounts().stream().map(PolicyDiffTest::text))
        .containsExactly(
            "TRIB PLATFORM payee:platform 50 0 -50", "TRIB ADAPTER_DEVELOPER payee:dev-a 0 50 50");
    assertThat(result.roles().stream().map(PolicyDiffTest::text))
        .containsExactly(
            "TRIB PLATFORM  50 0 -50",
            "TRIB MODEL_DEVELOPER  200 200 0",
            "TRIB ADAPTER_DEVELOPER  0 50 50",
            "TRIB BASE_MODEL_DEVELOPER  50 50 0",
            "TRIB CONTRIBUTOR  700 700 0");
    assertThat(result.attributionChanges()).isEmpty();
    assertThat(money.warehouse().latestVersion(Tables.LEDGER_ENTRIES)).isEqualTo(entries);
    assertThat(money.warehouse().exists(Tables.ENTITLEMENTS)).isFalse();

    PolicyDiff.Result same = PolicyDiff.of(run, book(old), book(old)).execute();
    assertThat(same.accounts()).isEmpty();
    PolicyDiff.Result other = PolicyDiff.of(run, book(old), book(retrieved(old))).execute();
    assertThat(other.accounts()).isEmpty();
    assertThat(other.attributionChanges()).containsExactly("adapter");
  }

  /** The same policy, with another method for the adapter. */
  private static Policy retrieved(Policy policy) {
    AttributionRule rule = policy.defaultAttribution();
    return new Policy(
        policy.policyId(),
        policy.effectiveFrom(),
        policy.sha256(),
        policy.tokens(),
        policy.distributors(),
        policy.accounts(),
        policy.waterfall(),
        rule,
        Map.of(
            "adapter",
            new AttributionRule(
                List.of(new MethodWeight(Method.RETRIEVAL, 1_000_000)),
                rule.influence(),
                rule.pay())));
  }

  private static PolicyBook book(Policy policy) {
    return new PolicyBook(List.of(policy));
  }

  private static String text(PolicyDiff.Line line) {
    return String.join(
        " ",
        line.tokenId(),
        line.role().name(),
        line.account(),
        line.before().toString(),
        line.after().toString(),
        line.change().toString());
  }
}

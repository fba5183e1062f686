package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tributary.allocate.MoneyFixtures.JUNE_1;
import static org.tributary.allocate.MoneyFixtures.OWNERS;
import static org.tributary.allocate.MoneyFixtures.WATERFALL;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tributary.schemas.policy.AgentRule;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Waterfall;

class RewardSplitTest {
  private static final PolicyBook BOOK = new PolicyBook(List.of(MoneyFixtures.policy(WATERFALL)));
  private static final RewardSplit SPLIT = new RewardSplit(BOOK);

  @Test
  void stepsShareByTheirFees() {
    // 100 by 1:2:3 is 16.67, 33.33, 50; the unit left goes to .67.
    assertThat(parts(100, step("c", 3), step("a", 1), step("b", 2)))
        .containsExactly("a 17", "b 33", "c 50");
  }

  @Test
  void stepsWithoutFeesShareEqually() {
    assertThat(parts(100, step("c", 0), step("a", 0), step("b", 0)))
        .containsExactly("a 34", "b 33", "c 33");
  }

  @Test
  void aFreeStepBesideAPaidOneGetsNothing() {
    assertThat(parts(100, step("a", 0), step("b", 7))).containsExactly("b 100");
  }

  @Test
  void feesInSeveralTokensDontCompare() {
    AgentRun.Step dollars =
        new AgentRun.Step("b", "base", "USD", BigInteger.valueOf(1_000_000_000), 0, 0);
    assertThat(parts(101, step("a", 1), dollars)).containsExactly("a 51", "b 50");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // 100 by tokens 30, 10, 20: 50, 16.67, 33.33. By declared weights 1, 0, 3: 25, 0, 75.
        "TOKENS|a 50, b 17, c 33",
        "EQUAL|a 34, b 33, c 33",
        "DECLARED|a 25, c 75",
        "FEE|b 100"
      })
  void thePolicySaysWhatStepsShareBy(AgentRule.RewardBy by, String expected) {
    List<AgentRun.Step> steps =
        List.of(
            new AgentRun.Step("a", "base", "TRIB", BigInteger.ZERO, 30, 250_000),
            new AgentRun.Step("b", "base", "TRIB", BigInteger.TEN, 10, 0),
            new AgentRun.Step("c", "base", "TRIB", BigInteger.ZERO, 20, 750_000));
    assertThat(
            with(new AgentRule(by, AgentRule.Failure.REFUND))
                .split(run("SUCCEEDED", 100), steps)
                .parts()
                .stream()
                .map(part -> part.inferenceId() + " " + part.amount())
                .collect(Collectors.joining(", ")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(AgentRule.RewardBy.class)
  void withoutAnythingToGoByStepsShareEqually(AgentRule.RewardBy by) {
    List<AgentRun.Step> steps = List.of(step("b", 0), step("a", 0));
    assertThat(
            with(new AgentRule(by, AgentRule.Failure.REFUND))
                .split(run("SUCCEEDED", 5), steps)
                .parts()
                .stream()
                .map(part -> part.inferenceId() + " " + part.amount()))
        .containsExactly("a 3", "b 2");
  }

  @Test
  void aFailedRunsRewardIsHeldWhereThePolicySaysSo() {
    RewardSplit.Result result =
        with(new AgentRule(AgentRule.RewardBy.FEE, AgentRule.Failure.HOLD))
            .split(run("FAILED", 100), List.of(step("a", 1)));
    assertThat(result.parts()).isEmpty();
    assertThat(MoneyFixtures.lines(result.whole().stream().toList()))
        .containsExactly("REFUND suspense:failed 100 RUN_FAILED_HELD");
  }

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT,suspense:unattributed",
    "DECLARED,suspense:unattributed",
    "TREASURY,suspense:treasury",
    "PAYER,payer:sponsor"
  })
  void aRewardWithoutStepsGoesWhereTheUnattributedGoes(Waterfall.Unattributed to, String account) {
    Waterfall waterfall = new Waterfall(0, WATERFALL.sharesPpm(), 8, to);
    RewardSplit split = new RewardSplit(new PolicyBook(List.of(MoneyFixtures.policy(waterfall))));
    assertThat(
            MoneyFixtures.lines(
                split.split(run("SUCCEEDED", 100), List.of()).whole().stream().toList()))
        .containsExactly("UNATTRIBUTED " + account + " 100 NO_STEPS");
  }

  private static RewardSplit with(AgentRule rule) {
    return new RewardSplit(
        new PolicyBook(
            List.of(
                MoneyFixtures.policy(
                    "june", JUNE_1, WATERFALL, List.of(MoneyFixtures.token("TRIB", 3)), rule))));
  }

  @Test
  void aPartFlowsLikeAFeeButPaysNoInfrastructure() {
    Income part = SPLIT.split(run("SUCCEEDED", 1000), List.of(step("a", 5))).parts().get(0);
    assertThat(part.logDate()).isEqualTo(JUNE_1);
    // 1000: 50, 200, 50, 700.
    assertThat(
            MoneyFixtures.lines(
                new WaterfallSplit(BOOK, OWNERS)
                    .split(
                        part,
                        List.of(
                            MoneyFixtures.attributed(
                                "influence", 1_000_000, "alice", 1_000_000_000)))))
        .containsExactly(
            "PLATFORM payee:platform 50",
            "MODEL_DEVELOPER payee:dev-b 200",
            "BASE_MODEL_DEVELOPER payee:dev-b 50",
            "CONTRIBUTOR payee:alice 700");
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED,REFUND payer:sponsor 100 RUN_FAILED",
    "DISPUTED,DISPUTED suspense:disputed 100 RUN_DISPUTED"
  })
  void aRunThatDidNotSucceedPaysNoSteps(String outcome, String line) {
    RewardSplit.Result result = SPLIT.split(run(outcome, 100), List.of(step("a", 1)));
    assertThat(result.parts()).isEmpty();
    assertThat(MoneyFixtures.lines(result.whole().stream().toList())).containsExactly(line);
  }

  @Test
  void aRewardWithoutStepsIsUnattributed() {
    RewardSplit.Result result = SPLIT.split(run("SUCCEEDED", 100), List.of());
    assertThat(MoneyFixtures.lines(result.whole().stream().toList()))
        .containsExactly("UNATTRIBUTED suspense:unattributed 100 NO_STEPS");
  }

  @Test
  void noRewardNothing() {
    for (String outcome : List.of("SUCCEEDED", "FAILED", "DISPUTED")) {
      RewardSplit.Result result = SPLIT.split(run(outcome, 0), List.of());
      assertThat(result.whole()).isEmpty();
      assertThat(result.parts()).isEmpty();
    }
  }

  @Test
  void theTokenStandsInThePolicy() {
    AgentRun run =
        new AgentRun(
            "run-1", JUNE_1, "owner", "sponsor", AgentRun.Outcome.FAILED, "GOLD", BigInteger.ONE);
    assertThatThrownBy(() -> SPLIT.split(run, List.of()))
        .hasMessageContaining("The REWARD of run-1 is in token GOLD");
  }

  private static List<String> parts(long reward, AgentRun.Step... steps) {
    return SPLIT.split(run("SUCCEEDED", reward), List.of(steps)).parts().stream()
        .map(part -> part.inferenceId() + " " + part.amount())
        .toList();
  }

  private static AgentRun run(String outcome, long reward) {
    return new AgentRun(
        "run-1",
        JUNE_1,
        "owner",
        "sponsor",
        AgentRun.Outcome.valueOf(outcome),
        "TRIB",
        BigInteger.valueOf(reward));
  }

  private static AgentRun.Step step(String inferenceId, long fee) {
    return new AgentRun.Step(inferenceId, "base", "TRIB", BigInteger.valueOf(fee), 0, 0);
  }
}

package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.tributary.allocate.MoneyFixtures.JUNE_1;
import static org.tributary.allocate.MoneyFixtures.OWNERS;
import static org.tributary.allocate.MoneyFixtures.WATERFALL;
import static org.tributary.allocate.MoneyFixtures.attributed;
import static org.tributary.allocate.MoneyFixtures.fee;
import static org.tributary.allocate.MoneyFixtures.lines;
import static org.tributary.allocate.MoneyFixtures.policy;
import static org.tributary.allocate.MoneyFixtures.unattributed;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tributary.ledger.Account;
import org.tributary.ledger.Amounts;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Waterfall;

class WaterfallSplitTest {
  private static final WaterfallSplit SPLIT = split(WATERFALL);
  private static final List<AttributionShare> ALICE =
      List.of(attributed("influence", 1_000_000, "alice", 1_000_000_000));

  @Test
  void infrastructureFirstThenTheRest() {
    // Fee 1003, 100 ms at 3 = 300, capped at floor(200.6) = 200. Rest 803:
    // platform 40.15, model 160.6, base 40.15, contributors 562.1; the unit left goes to .6.
    // 562 by 5:3:2 is 281, 168.6, 112.4; the unit left goes to .6.
    List<Entitlement> entitlements =
        SPLIT.split(
            fee("adapter", 1003, 100),
            List.of(
                attributed("influence", 1_000_000, "alice", 500_000_000),
                unattributed("influence", 1_000_000, "NO_SKETCH", 200_000_000),
                attributed("influence", 1_000_000, "bob", 300_000_000)));

    assertThat(lines(entitlements))
        .containsExactly(
            "INFRASTRUCTURE payee:node-1 200",
            "PLATFORM payee:platform 40",
            "MODEL_DEVELOPER payee:dev-a 161",
            "BASE_MODEL_DEVELOPER payee:dev-b 40",
            "CONTRIBUTOR payee:alice 281",
            "CONTRIBUTOR payee:bob 169",
            "UNATTRIBUTED suspense:unattributed 112 NO_SKETCH");
    assertThat(entitlements.get(4))
        .isEqualTo(
            new Entitlement(
                JUNE_1,
                SourceKind.FEE,
                "inf-1",
                Optional.of("inf-1"),
                Optional.of("adapter"),
                "TRIB",
                Role.CONTRIBUTOR,
                new Account.Payee("alice"),
                Optional.of("net"),
                BigInteger.valueOf(281),
                Optional.empty(),
                Optional.empty(),
                "june"));
  }

  @Test
  void aPartIsAsUnsureAsItsSharesTimesTheirWeights() {
    List<AttributionShare> blend =
        List.of(
            unsure("influence", 600_000, "alice", 900_000_000, Optional.of(70_000_001L)),
            unsure("influence", 600_000, "bob", 100_000_000, Optional.empty()),
            unsure("declared", 400_000, "alice", 1_000_000_000, Optional.empty()));
    assertThat(ContributorSplit.split("inf-1", BigInteger.valueOf(100), blend))
        .as("0.6 x 70,000,001, floored; what is declared has no error")
        .extracting(ContributorSplit.Part::amount, ContributorSplit.Part::shareStandardError)
        .containsExactly(
            tuple(BigInteger.valueOf(94), Optional.of(42_000_000L)),
            tuple(BigInteger.valueOf(6), Optional.empty()));
  }

  private static AttributionShare unsure(
      String method, int weight, String contributor, long share, Optional<Long> standardError) {
    return new AttributionShare(
        method,
        weight,
        Optional.of("net"),
        Optional.of(contributor),
        share,
        standardError,
        Optional.empty());
  }

  @Test
  void infrastructureIsMeteredBelowItsCap() {
    // 10 ms at 3 = 30, below floor(200) of fee 1000. Rest 970: 48.5, 194, 48.5, 679; tie to
    // platform.
    assertThat(lines(SPLIT.split(fee("adapter", 1000, 10), ALICE)))
        .containsExactly(
            "INFRASTRUCTURE payee:node-1 30",
            "PLATFORM payee:platform 49",
            "MODEL_DEVELOPER payee:dev-a 194",
            "BASE_MODEL_DEVELOPER payee:dev-b 48",
            "CONTRIBUTOR payee:alice 679");
  }

  @Test
  void aBaseModelHasNoOtherBase() {
    // Rest 100: 5, 20, 5, 70.
    assertThat(lines(SPLIT.split(fee("base", 100, 0), ALICE)))
        .containsExactly(
            "PLATFORM payee:platform 5",
            "MODEL_DEVELOPER payee:dev-b 20",
            "BASE_MODEL_DEVELOPER payee:dev-b 5",
            "CONTRIBUTOR payee:alice 70");
  }

  @Test
  void equalRemaindersGoByRole() {
    Waterfall quarters =
        new Waterfall(
            0,
            Map.of(
                Role.PLATFORM, 250_000,
                Role.MODEL_DEVELOPER, 250_000,
                Role.BASE_MODEL_DEVELOPER, 250_000,
                Role.CONTRIBUTOR, 250_000));
    // 2 by quarters: four times 0.5.
    assertThat(lines(split(quarters).split(fee("adapter", 2, 9), ALICE)))
        .containsExactly("PLATFORM payee:platform 1", "MODEL_DEVELOPER payee:dev-a 1");
  }

  @Test
  void aBlendIsSplitInOneStepAndSummedByContributor() {
    // Rest 1000, contributors 700: alice 0.6 * 0.5 + 0.3 * 1 = 0.6 of it, bob 0.6 * 0.5 = 0.3,
    // 0.1 unattributed. 420, 210, 70.
    assertThat(
            lines(
                SPLIT.split(
                    fee("adapter", 1000, 0),
                    List.of(
                        unattributed("span", 100_000, "NO_RETRIEVAL", 1_000_000_000),
                        attributed("influence", 600_000, "alice", 500_000_000),
                        attributed("influence", 600_000, "bob", 500_000_000),
                        attributed("retrieval", 300_000, "alice", 1_000_000_000)))))
        .containsSequence(
            "CONTRIBUTOR payee:alice 420",
            "CONTRIBUTOR payee:bob 210",
            "UNATTRIBUTED suspense:unattributed 70 NO_RETRIEVAL");
  }

  @Test
  void equalRemaindersOfContributorsGoByMethodDatanetAndContributor() {
    List<AttributionShare> halves =
        List.of(
            attributed("influence", 1_000_000, "zoe", 500_000_000),
            attributed("influence", 1_000_000, "amy", 500_000_000));
    // Rest 10: 0.5, 2, 0.5, 7; the unit left to the platform. 7 by halves: amy 4, zoe 3.
    assertThat(lines(SPLIT.split(fee("adapter", 10, 0), halves)))
        .endsWith("CONTRIBUTOR payee:amy 4", "CONTRIBUTOR payee:zoe 3");
  }

  @Test
  void aFeeOfZeroGivesNothing() {
    assertThat(SPLIT.split(fee("adapter", 0, 10), ALICE)).isEmpty();
  }

  @Test
  void theLargestFeeIsDividedExactly() {
    List<Entitlement> entitlements =
        SPLIT.split(fee("adapter", Amounts.MAX, Long.MAX_VALUE), ALICE);
    // 3 * (2^63 - 1) is far below the cap.
    assertThat(lines(entitlements)).startsWith("INFRASTRUCTURE payee:node-1 27670116110564327421");
    assertThat(MoneyFixtures.sum(entitlements)).isEqualTo(Amounts.MAX);
  }

  @Test
  void saysWhatDoesNotFit() {
    assertCode(
        ErrorCode.ARITHMETIC,
        () -> SPLIT.split(fee("adapter", Amounts.MAX.add(BigInteger.ONE), 0), ALICE),
        "FEE of inf-1 is 100000000000000000000000000000000000000");
    assertCode(
        ErrorCode.INPUT_INCONSISTENT,
        () -> SPLIT.split(fee("ghost", 1, 0), ALICE),
        "Model ghost has inferences or adapters, but no row in table models");
    assertCode(
        ErrorCode.INPUT_INCONSISTENT,
        () -> SPLIT.split(fee("orphan", 1, 0), ALICE),
        "Model unknown-base has inferences or adapters");
    assertCode(
        ErrorCode.INPUT_INCONSISTENT,
        () -> SPLIT.split(fee("adapter", 1, 0), List.of()),
        "Inference inf-1 has no attribution, not even an unattributed row");
    assertCode(
        ErrorCode.ARITHMETIC,
        () ->
            SPLIT.split(
                fee("adapter", 1, 0),
                List.of(attributed("influence", 1_000_000, "alice", 999_999_999))),
        "shares of each method {influence=999999999} to 1,000,000,000");
    assertCode(
        ErrorCode.ARITHMETIC,
        () ->
            SPLIT.split(
                fee("adapter", 1, 0),
                List.of(attributed("influence", 999_999, "alice", 1_000_000_000))),
        "weights {influence=999999} must sum to 1,000,000");
    assertCode(
        ErrorCode.ARITHMETIC,
        () ->
            SPLIT.split(
                fee("adapter", 1, 0),
                List.of(
                    attributed("influence", 1_000_000, "alice", 500_000_000),
                    attributed("influence", 900_000, "bob", 500_000_000))),
        "gives method influence two weights");
  }

  @Test
  void aTokenOfTheLogStandsInThePolicy() {
    Income unknown =
        new Income(
            SourceKind.FEE,
            "inf-1",
            JUNE_1,
            "GOLD",
            BigInteger.ONE,
            "inf-1",
            "base",
            Optional.empty(),
            "caller",
            Optional.empty());
    assertCode(
        ErrorCode.INPUT_INCONSISTENT,
        () -> SPLIT.split(unknown, ALICE),
        "The FEE of inf-1 is in token GOLD, which policy june doesn't name");
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((TributaryException) e).code())
        .isEqualTo(code);
  }

  private static WaterfallSplit split(Waterfall waterfall) {
    return new WaterfallSplit(new PolicyBook(List.of(policy(waterfall))), OWNERS);
  }
}

package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.allocate.MoneyFixtures.JUNE_1;
import static org.tributary.allocate.MoneyFixtures.OWNERS;
import static org.tributary.allocate.MoneyFixtures.attributed;
import static org.tributary.allocate.MoneyFixtures.fee;
import static org.tributary.allocate.MoneyFixtures.lines;
import static org.tributary.allocate.MoneyFixtures.unattributed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.policy.AgentRule;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.policy.WorthRule;

/** Age and quality beside attribution: the example is that of the README of this package. */
class WorthsTest {
  private static final WorthRule AGE = new WorthRule(90, WorthRule.Quality.IGNORE);
  private static final WorthRule BOTH = new WorthRule(90, WorthRule.Quality.APPLY);
  private static final WorthRule QUALITY =
      new WorthRule(WorthRule.AGELESS, WorthRule.Quality.APPLY);

  private static final Datanets DATANETS =
      new Datanets(
          Map.of(), Map.of("adapter", List.of(new Datanets.Trained("net", 2, 1))), Map.of());

  /** alice: one of today, one of 180 days ago; bob: two of 90 days ago, of double quality. */
  private static final Worths WORTHS =
      new Worths(
          Map.of(
              new Worths.Key("net", 2, "alice"),
              List.of(
                  new Worths.Batch(JUNE_1, 1_000_000, 1),
                  new Worths.Batch(JUNE_1.minusDays(180), 600_000, 1)),
              new Worths.Key("net", 2, "bob"),
              List.of(new Worths.Batch(JUNE_1.minusDays(90), 2_000_000, 2)),
              new Worths.Key("net", Worths.ALL_VERSIONS, "bob"),
              List.of(new Worths.Batch(JUNE_1.plusDays(5), 0, 7))));

  private static final List<AttributionShare> HALVES =
      List.of(
          attributed("influence", 1_000_000, "alice", 400_000_000),
          attributed("influence", 1_000_000, "bob", 400_000_000),
          unattributed("influence", 1_000_000, "NO_SKETCH", 200_000_000));

  @Test
  void theWorthOfAContributorIsTheMeanOfItsContributions() {
    assertThat(worth(AGE, "alice")).as("(1 + 1/4) / 2").isEqualTo(625_000_000);
    assertThat(worth(AGE, "bob")).isEqualTo(500_000_000);
    assertThat(worth(QUALITY, "alice")).isEqualTo(800_000_000);
    assertThat(worth(QUALITY, "bob")).isEqualTo(2_000_000_000);
    assertThat(worth(BOTH, "alice")).as("(1 + 0.6/4) / 2").isEqualTo(575_000_000);
    assertThat(worth(BOTH, "bob")).isEqualTo(1_000_000_000);
    assertThat(worth(BOTH, "carl")).as("nothing on record").isEqualTo(1_000_000_000);
    assertThat(WORTHS.of(AGE, "net", Optional.empty(), "bob", JUNE_1))
        .as("accepted later than the log date")
        .isEqualTo(1_000_000_000);
    assertThat(WORTHS.of(QUALITY, "net", Optional.empty(), "bob", JUNE_1)).isZero();
  }

  @Test
  void contributorsShareByAttributionTimesWorth() {
    // Contributors have 700: 140 unattributed, and 560 by 0.625 to 0.5: 311.1 and 248.9.
    assertThat(lines(split(AGE).split(fee("adapter", 1000, 0), HALVES)))
        .endsWith(
            "CONTRIBUTOR payee:alice 311",
            "CONTRIBUTOR payee:bob 249",
            "UNATTRIBUTED suspense:unattributed 140 NO_SKETCH");
    // By 0.8 to 2: 160 and 400.
    assertThat(lines(split(QUALITY).split(fee("adapter", 1000, 0), HALVES)))
        .contains("CONTRIBUTOR payee:alice 160", "CONTRIBUTOR payee:bob 400");
    assertThat(lines(split(WorthRule.DEFAULT).split(fee("adapter", 1000, 0), HALVES)))
        .contains("CONTRIBUTOR payee:alice 280", "CONTRIBUTOR payee:bob 280");
  }

  @Test
  void whatIsWorthNothingIsUnattributed() {
    // On the base, which wasn't trained on net, bob's contributions all have quality 0.
    List<AttributionShare> bob =
        List.of(
            attributed("influence", 600_000, "bob", 1_000_000_000),
            attributed("retrieval", 400_000, "alice", 1_000_000_000));
    assertThat(lines(split(QUALITY).split(fee("base", 1000, 0), bob)))
        .endsWith("UNATTRIBUTED suspense:unattributed 420 NO_WORTH", "CONTRIBUTOR payee:alice 280");
  }

  @Test
  void aMovedShareHasNoErrorOfItsOwn() {
    // The error is of the mean share of the date by attribution, and would be no one's afterwards.
    List<AttributionShare> unsure =
        List.of(
            new AttributionShare(
                "influence",
                1_000_000,
                Optional.of("net"),
                Optional.of("alice"),
                AttributionShare.WHOLE,
                Optional.of(80_000_001L),
                Optional.empty()));
    Income income = fee("adapter", 1000, 0);
    assertThat(WORTHS.applied(AGE, income, unsure, DATANETS))
        .extracting(AttributionShare::shareStandardError)
        .containsExactly(Optional.empty());
    assertThat(WORTHS.applied(WorthRule.DEFAULT, income, unsure, DATANETS)).isSameAs(unsure);
  }

  @Property(tries = 300)
  void whatIsAttributedStaysAttributedInAnyOrder(@ForAll Random random) {
    List<AttributionShare> shares = shares(random);
    Worths worths = new Worths(contributions(random));
    Income income = fee("adapter", 1 + random.nextInt(1_000_000), 0);
    WorthRule rule =
        new WorthRule(
            random.nextInt(3) == 0 ? WorthRule.AGELESS : 1 + random.nextInt(200),
            WorthRule.Quality.values()[random.nextInt(2)]);
    List<AttributionShare> applied = worths.applied(rule, income, shares, DATANETS);
    assertThat(sums(applied)).isEqualTo(sums(shares));
    assertThat(applied).allMatch(share -> share.share() >= 0);
    assertThat(MoneyFixtures.sum(split(rule, worths).split(income, shares)))
        .isEqualTo(income.amount());
    Collections.shuffle(shares, random);
    assertThat(split(rule, new Worths(contributions(new Random(0)))).split(income, shares))
        .isNotEmpty();
    assertThat(worths.applied(rule, income, shares, DATANETS))
        .containsExactlyInAnyOrderElementsOf(applied);
  }

  /** Shares by rational weights, from the definition: each is less than one part away. */
  @Property(tries = 300)
  void everyShareIsWithinOnePartOfItsExactValue(@ForAll Random random) {
    List<AttributionShare> shares = shares(random);
    Worths worths = new Worths(contributions(random));
    Income income = fee("adapter", 1, 0);
    List<AttributionShare> applied = worths.applied(BOTH, income, shares, DATANETS);
    BigInteger total = BigInteger.ZERO;
    BigInteger whole = BigInteger.ZERO;
    Map<String, BigInteger> weights = new HashMap<>();
    for (AttributionShare share : shares) {
      if (share.contributorId().isPresent()) {
        String who = share.contributorId().get();
        BigInteger weight =
            BigInteger.valueOf(share.share())
                .multiply(BigInteger.valueOf(worths.of(BOTH, "net", Optional.of(2), who, JUNE_1)));
        weights.merge(who, weight, BigInteger::add);
        total = total.add(weight);
        whole = whole.add(BigInteger.valueOf(share.share()));
      }
    }
    if (total.signum() == 0) {
      return;
    }
    for (AttributionShare share : applied) {
      if (share.contributorId().isPresent()) {
        BigInteger off =
            BigInteger.valueOf(share.share())
                .multiply(total)
                .subtract(whole.multiply(weights.get(share.contributorId().get())))
                .abs();
        assertThat(off).isLessThan(total);
      }
    }
  }

  private static long worth(WorthRule rule, String contributor) {
    return WORTHS.of(rule, "net", Optional.of(2), contributor, JUNE_1);
  }

  private static WaterfallSplit split(WorthRule rule) {
    return split(rule, WORTHS);
  }

  private static WaterfallSplit split(WorthRule rule, Worths worths) {
    Waterfall waterfall =
        new Waterfall(
            0,
            Map.of(
                Role.PLATFORM, 50_000,
                Role.MODEL_DEVELOPER, 200_000,
                Role.BASE_MODEL_DEVELOPER, 50_000,
                Role.CONTRIBUTOR, 700_000));
    return new WaterfallSplit(
        new PolicyBook(
            List.of(
                MoneyFixtures.policy(
                    "june",
                    JUNE_1,
                    waterfall,
                    List.of(MoneyFixtures.token("TRIB", 0)),
                    AgentRule.DEFAULT,
                    rule))),
        OWNERS,
        DATANETS,
        worths);
  }

  private static List<AttributionShare> shares(Random random) {
    List<AttributionShare> shares = new ArrayList<>();
    long left = AttributionShare.WHOLE;
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      long share = random.nextLong(left + 1);
      shares.add(attributed("influence", 1_000_000, "p" + i, share));
      left -= share;
    }
    shares.add(unattributed("influence", 1_000_000, "NO_SKETCH", left));
    return shares;
  }

  private static Map<Worths.Key, List<Worths.Batch>> contributions(Random random) {
    Map<Worths.Key, List<Worths.Batch>> contributions = new HashMap<>();
    for (int i = 1; i <= 5; i++) {
      List<Worths.Batch> batches = new ArrayList<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        batches.add(
            new Worths.Batch(
                JUNE_1.minusDays(random.nextInt(400)),
                random.nextInt(3) * random.nextInt(5_000_000),
                1 + random.nextInt(9)));
      }
      contributions.put(new Worths.Key("net", 2, "p" + i), batches);
    }
    return contributions;
  }

  private static Map<String, Long> sums(List<AttributionShare> shares) {
    return shares.stream()
        .collect(
            Collectors.groupingBy(
                AttributionShare::method, Collectors.summingLong(AttributionShare::share)));
  }
}

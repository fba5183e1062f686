package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tributary.ledger.Account;
import org.tributary.settle.DischargeRules.Place;

/** Decisions about suspense accounts, by hand and over random histories. */
class DischargeRulesTest {
  private static final LocalDate JAN_1 = LocalDate.of(2026, 1, 1);
  private static final Place DISPUTED = new Place(new Account.Suspense("disputed"), "COIN");

  @Test
  void aDecisionGivesWhatItSays() {
    DischargeRules.Result result =
        DischargeRules.carryOut(
            List.of(decision("d1", "payee:ada", 60L), decision("d2", "payer:bob", null)),
            Map.of(DISPUTED, n(100)),
            Map.of(),
            Map.of());
    assertThat(lines(result))
        .containsExactly(
            "d1 payee:ada 60",
            "d1 suspense:disputed -60",
            "d2 payer:bob 40",
            "d2 suspense:disputed -40");
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void whatIsNotThereWaitsAndIsTold() {
    DischargeRules.Result first =
        DischargeRules.carryOut(
            List.of(decision("d1", "payee:ada", 150L)),
            Map.of(DISPUTED, n(100)),
            Map.of(),
            Map.of());
    assertThat(lines(first)).containsExactly("d1 payee:ada 100", "d1 suspense:disputed -100");
    assertThat(first.warnings())
        .containsExactly(
            "Decision d1 gives 150 of suspense:disputed in COIN to payee:ada, but 100 stands there:"
                + " that much was given. Check suspense and amount in its row of table"
                + " suspense_decisions.");
    // 30 more arrive.
    assertThat(
            lines(
                DischargeRules.carryOut(
                    List.of(decision("d1", "payee:ada", 150L)),
                    Map.of(DISPUTED, n(30)),
                    posted(first),
                    Map.of())))
        .containsExactly("d1 payee:ada 30", "d1 suspense:disputed -30");
  }

  @Test
  void allIsWhatStoodThereOnce() {
    List<SuspenseDecision> all = List.of(decision("d1", "payee:ada", null));
    DischargeRules.Result first =
        DischargeRules.carryOut(all, Map.of(DISPUTED, n(100)), Map.of(), Map.of());
    assertThat(
            lines(DischargeRules.carryOut(all, Map.of(DISPUTED, n(30)), posted(first), Map.of())))
        .as("what comes later needs a decision of its own")
        .isEmpty();
  }

  @Test
  void allOfNothingIsNothingAlsoLaterAndIsTold() {
    List<SuspenseDecision> all = List.of(decision("d1", "payee:ada", null));
    DischargeRules.Result first = DischargeRules.carryOut(all, Map.of(), Map.of(), Map.of());
    DischargeRules.Result later =
        DischargeRules.carryOut(
            all, Map.of(DISPUTED, n(100)), Map.of(), Map.of("d1", BigInteger.ZERO));
    assertThat(first.postings()).isEmpty();
    assertThat(later.postings()).isEmpty();
    assertThat(later.warnings())
        .isEqualTo(first.warnings())
        .containsExactly(
            "Decision d1 gives all of suspense:disputed in COIN to payee:ada, but nothing stood"
                + " there on its first night (2026-01-01 or the next): nothing was given. Check"
                + " suspense and token_id in its row of table suspense_decisions; amount 0 says"
                + " that nothing is right.");
    // A row that comes later: 70 stood there when its first night was over.
    assertThat(
            lines(
                DischargeRules.carryOut(
                    all, Map.of(DISPUTED, n(100)), Map.of(), Map.of("d1", n(70)))))
        .containsExactly("d1 payee:ada 70", "d1 suspense:disputed -70");
  }

  @Test
  void aChangedRowAndACorrectionMoveTheDifference() {
    DischargeRules.Result first =
        DischargeRules.carryOut(
            List.of(decision("d1", "payee:ada", 100L)),
            Map.of(DISPUTED, n(100)),
            Map.of(),
            Map.of());
    assertThat(
            lines(
                DischargeRules.carryOut(
                    List.of(decision("d1", "payee:ben", 70L)),
                    Map.of(DISPUTED, n(0)),
                    posted(first),
                    Map.of())))
        .containsExactly("d1 payee:ada -100", "d1 payee:ben 70", "d1 suspense:disputed 30");
    // The dispute ended otherwise: allocate took the 100 back.
    assertThat(
            lines(
                DischargeRules.carryOut(
                    List.of(decision("d1", "payee:ada", 100L)),
                    Map.of(DISPUTED, n(-100)),
                    posted(first),
                    Map.of())))
        .containsExactly("d1 payee:ada -100", "d1 suspense:disputed 100");
  }

  /** Conserving, never below zero, blind to order, and carrying out again moves nothing. */
  @Property(tries = 500)
  void everyHistoryAddsUp(@ForAll long seed) {
    Random random = new Random(seed);
    Map<Place, BigInteger> standing = new HashMap<>();
    Map<String, Map<Place, BigInteger>> posted = new HashMap<>();
    List<SuspenseDecision> decisions = new ArrayList<>();
    Map<String, BigInteger> stood = new HashMap<>();
    for (int night = 0; night < 5; night++) {
      for (String name : List.of("disputed", "failed")) {
        standing.merge(
            new Place(new Account.Suspense(name), "COIN"), n(random.nextInt(200)), BigInteger::add);
      }
      decisions.add(random(random, night));
      DischargeRules.Result result = DischargeRules.carryOut(decisions, standing, posted, stood);
      List<SuspenseDecision> shuffled = new ArrayList<>(decisions);
      Collections.shuffle(shuffled, random);
      assertThat(DischargeRules.carryOut(shuffled, standing, posted, stood)).isEqualTo(result);
      BigInteger sum = BigInteger.ZERO;
      for (DischargeRules.Posting posting : result.postings()) {
        sum = sum.add(posting.amount());
        if (posting.place().account() instanceof Account.Suspense) {
          standing.merge(posting.place(), posting.amount(), BigInteger::add);
        }
        Map<Place, BigInteger> of =
            posted.computeIfAbsent(posting.decisionId(), id -> new HashMap<>());
        of.merge(posting.place(), posting.amount(), BigInteger::add);
        of.values().removeIf(amount -> amount.signum() == 0);
      }
      assertThat(sum).isEqualTo(BigInteger.ZERO);
      for (SuspenseDecision decision : decisions) {
        BigInteger given =
            posted.getOrDefault(decision.decisionId(), Map.of()).values().stream()
                .filter(amount -> amount.signum() > 0)
                .reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger all = stood.computeIfAbsent(decision.decisionId(), id -> given);
        assertThat(decision.amount().isPresent() || given.compareTo(all) <= 0)
            .as("all is what stood there on the first night")
            .isTrue();
      }
      assertThat(standing.values()).allMatch(amount -> amount.signum() >= 0);
      assertThat(DischargeRules.carryOut(decisions, standing, posted, stood).postings()).isEmpty();
    }
  }

  private static SuspenseDecision random(Random random, int night) {
    String to = List.of("payee:ada", "payer:bob", "suspense:treasury").get(random.nextInt(3));
    return new SuspenseDecision(
        "d" + night,
        JAN_1.plusDays(random.nextInt(3)),
        new Account.Suspense(random.nextBoolean() ? "disputed" : "failed"),
        "COIN",
        Account.parse(to),
        random.nextBoolean() ? Optional.of(n(random.nextInt(300))) : Optional.empty());
  }

  private static SuspenseDecision decision(String id, String to, Long amount) {
    return new SuspenseDecision(
        id,
        JAN_1,
        DISPUTED.account(),
        "COIN",
        Account.parse(to),
        Optional.ofNullable(amount).map(BigInteger::valueOf));
  }

  private static Map<String, Map<Place, BigInteger>> posted(DischargeRules.Result result) {
    Map<String, Map<Place, BigInteger>> posted = new HashMap<>();
    result
        .postings()
        .forEach(
            posting ->
                posted
                    .computeIfAbsent(posting.decisionId(), id -> new HashMap<>())
                    .put(posting.place(), posting.amount()));
    return posted;
  }

  private static List<String> lines(DischargeRules.Result result) {
    return result.postings().stream()
        .map(p -> p.decisionId() + " " + p.place().account().text() + " " + p.amount())
        .toList();
  }

  private static BigInteger n(long number) {
    return BigInteger.valueOf(number);
  }
}

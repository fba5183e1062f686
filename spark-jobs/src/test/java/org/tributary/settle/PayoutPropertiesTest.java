package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tributary.books.PostedEntry;
import org.tributary.books.PublishedRun;
import org.tributary.books.Statement;
import org.tributary.books.Statements;
import org.tributary.ledger.Account;
import org.tributary.ledger.Amounts;
import org.tributary.ledger.KeptFor;
import org.tributary.ledger.PayoutTransaction;
import org.tributary.ledger.Reason;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.schemas.policy.PayoutRule;

/**
 * Random histories of payees in two tokens under random terms, through the rules, the ledger and
 * back.
 */
class PayoutPropertiesTest {
  private static final LocalDate START = LocalDate.of(2028, 2, 25);
  private static final List<String> PAYEES = List.of("ada", "ben:x", "x");
  private static final List<String> TOKENS = List.of("COIN", "GRAIN");
  private static final List<KeptFor> ITEMS =
      List.of(KeptFor.ITEM_HOLD, KeptFor.SELF_DEALING, KeptFor.UNPAID_FEES);

  /** A payee in a token. */
  private record Key(String payee, String token) {}

  /** All that a history leaves. */
  private static final class History {
    private final Map<String, TokenTerms> terms = new HashMap<>();
    private final Map<Key, List<PublishedClaim>> published = new HashMap<>();
    private final List<PostedEntry> entries = new ArrayList<>();
    private final List<PublishedRun> runs = new ArrayList<>();
    private final Map<String, Balances> statements = new TreeMap<>();
    private final Map<String, BigInteger> paidByMonth = new HashMap<>();
    private final Map<String, BigInteger> paidBesideRefunds = new HashMap<>();
    private final Map<Key, BigInteger> earned = new HashMap<>();

    BigInteger balance(String token, Account account) {
      return entries.stream()
          .filter(entry -> entry.tokenId().equals(token) && entry.account().equals(account))
          .map(PostedEntry::amount)
          .reduce(BigInteger.ZERO, BigInteger::add);
    }
  }

  @Property(tries = 300)
  void everyHistoryAddsUp(@ForAll long seed) {
    Random random = new Random(seed);
    History history = new History();
    TOKENS.forEach(token -> history.terms.put(token, terms(token, random)));
    int nights = 2 + random.nextInt(9);
    for (int night = 0; night < nights; night++) {
      LocalDate date = START.plusDays(night);
      String runId = "run-" + night;
      history.runs.add(new PublishedRun(runId, date));
      for (String payee : PAYEES) {
        for (String token : TOKENS) {
          settle(history, random, runId, date, new Key(payee, token));
        }
      }
    }
    assertConserved(history);
    assertCapsHold(history);
    assertRebuilt(history);
    assertOneStepGivesTheSame(history, random);
  }

  private static void settle(
      History history, Random random, String runId, LocalDate date, Key key) {
    BigInteger earned = BigInteger.valueOf(random.nextInt(3) == 0 ? 0 : random.nextInt(500));
    BigInteger restated =
        BigInteger.valueOf(random.nextInt(3) == 0 ? random.nextInt(500) - 300 : 0);
    BigInteger refund = refund(history, random, runId, key);
    PayeeAccount account =
        account(
            history,
            random,
            date,
            key,
            earned.add(refund.max(BigInteger.ZERO)),
            restated.add(refund.min(BigInteger.ZERO)),
            refund);
    settle(history, random, runId, date, account);
    earn(history, runId, key, Reason.EARNED, earned);
    earn(history, runId, key, Reason.RESTATED, restated);
    history.earned.merge(key, earned.add(restated).add(refund), BigInteger::add);
  }

  private static void settle(
      History history, Random random, String runId, LocalDate date, PayeeAccount account) {
    Key key = new Key(account.accountId(), account.tokenId());
    BigInteger refund = account.refund();
    TokenTerms terms = history.terms.get(key.token());
    SettledAccount settled = SettlementRules.settle(account, terms);
    assertThat(SettlementRules.settle(shuffled(account, random), terms))
        .as("the order of rows changes nothing")
        .usingRecursiveComparison()
        .ignoringFields("payee")
        .isEqualTo(settled);
    PayoutTransaction.Id id = new PayoutTransaction.Id(runId, date, key.token(), key.payee());
    for (PayoutTransaction.Posting posting : PayoutTransaction.postings(id, settled.moves())) {
      post(history, runId, key.token(), posting.account(), posting.reason(), posting.amount());
    }
    assertThat(settled.flows().paid().signum()).isNotNegative();
    if (settled.status() == PayoutStatus.BLOCKED) {
      assertThat(settled.claims())
          .as("a blocked payee's leaves stay and never grow")
          .hasSameSizeAs(account.published())
          .allMatch(claim -> claim.cumulative().equals(claim.previous()));
    }
    assertThat(history.balance(key.token(), new Account.Payer(key.payee())))
        .as("what goes back to a payer doesn't stay there")
        .isEqualTo(BigInteger.ZERO);
    // A refund takes no room under the cap.
    history.paidByMonth.merge(
        month(key, date), settled.flows().paid().subtract(refund), BigInteger::add);
    history.paidBesideRefunds.merge(
        month(key, date),
        settled.flows().paid().subtract(refund.max(BigInteger.ZERO)),
        BigInteger::add);
    history.published.put(
        key,
        settled.claims().stream()
            .map(
                claim ->
                    new PublishedClaim(
                        claim.chainId(),
                        claim.distributor(),
                        claim.address(),
                        claim.tokenAddress(),
                        claim.cumulative()))
            .toList());
    history.statements.put(runId + " " + key, balances(settled));
    assertSettlingAgainMovesNothing(history, account, settled, date, key);
  }

  /** What a run finds that goes back to a payer, or doesn't after all. */
  private static BigInteger refund(History history, Random random, String runId, Key key) {
    BigInteger refund = BigInteger.valueOf(random.nextInt(5) == 0 ? random.nextInt(400) - 100 : 0);
    Reason reason = refund.signum() > 0 ? Reason.EARNED : Reason.RESTATED;
    post(history, runId, key.token(), new Account.Payer(key.payee()), reason, refund);
    post(history, runId, key.token(), new Account.Revenue("reward"), reason, refund.negate());
    return refund;
  }

  /** The same reasons in force and nothing new: nothing moves. */
  private static void assertSettlingAgainMovesNothing(
      History history, PayeeAccount before, SettledAccount settled, LocalDate date, Key key) {
    PayeeAccount again =
        new PayeeAccount(
            key.payee(),
            key.token(),
            settled.flows().closing(),
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            kept(history, key),
            before.keepings(),
            before.address(),
            history.paidByMonth.get(month(key, date)),
            history.published.get(key));
    SettledAccount second = SettlementRules.settle(again, history.terms.get(key.token()));
    assertThat(second.moves()).isEmpty();
    assertThat(second.claimable()).isEqualTo(settled.claimable());
  }

  private static PayeeAccount account(
      History history,
      Random random,
      LocalDate date,
      Key key,
      BigInteger earned,
      BigInteger restated,
      BigInteger refund) {
    List<Keeping> keepings = new ArrayList<>();
    for (KeptFor why : List.of(KeptFor.BLOCK, KeptFor.HOLD, KeptFor.PARKED, KeptFor.COOL_DOWN)) {
      if (random.nextInt(12) == 0) {
        keepings.add(Keeping.whole(why, "because of " + why));
      }
    }
    for (KeptFor why : ITEMS) {
      if (random.nextInt(4) == 0) {
        keepings.add(Keeping.of(why, "because of " + why, BigInteger.valueOf(random.nextInt(400))));
      }
    }
    int home = random.nextInt(6);
    return new PayeeAccount(
        key.payee(),
        key.token(),
        history.balance(key.token(), new Account.Payee(key.payee())),
        earned,
        restated,
        BigInteger.ZERO,
        refund,
        kept(history, key),
        keepings,
        home == 0 ? Optional.empty() : Optional.of(SettleWorld.address("home " + home / 3)),
        history.paidByMonth.getOrDefault(month(key, date), BigInteger.ZERO),
        history.published.getOrDefault(key, List.of()));
  }

  private static PayeeAccount shuffled(PayeeAccount account, Random random) {
    List<Keeping> keepings = new ArrayList<>(account.keepings());
    Collections.shuffle(keepings, random);
    List<PublishedClaim> published = new ArrayList<>(account.published());
    Collections.shuffle(published, random);
    return new PayeeAccount(
        account.accountId(),
        account.tokenId(),
        account.opening(),
        account.earned(),
        account.restated(),
        account.capped(),
        account.refund(),
        account.kept(),
        // Their order is part of what settle hands to the rules, so it is sorted as settle does.
        PayeeFacts.sorted(keepings),
        account.address(),
        account.paidInPeriod(),
        published);
  }

  private static Map<KeptFor, Stock> kept(History history, Key key) {
    Map<KeptFor, Stock> kept = new HashMap<>();
    for (KeptFor why : KeptFor.values()) {
      BigInteger amount = history.balance(key.token(), new Account.Kept(why, key.payee()));
      assertThat(amount.signum()).as("a reserve is never below zero").isNotNegative();
      if (amount.signum() > 0) {
        kept.put(why, new Stock(amount, Optional.of("a transaction")));
      }
    }
    return kept;
  }

  private static void earn(
      History history, String runId, Key key, Reason reason, BigInteger amount) {
    post(history, runId, key.token(), new Account.Payee(key.payee()), reason, amount);
    post(history, runId, key.token(), new Account.Revenue("fee"), reason, amount.negate());
  }

  private static void post(
      History history,
      String runId,
      String token,
      Account account,
      Reason reason,
      BigInteger amount) {
    if (amount.signum() != 0) {
      history.entries.add(new PostedEntry(runId, token, account, amount, reason));
    }
  }

  /** Per token and run, entries sum to zero; a payee has what it earned, in whatever place. */
  private static void assertConserved(History history) {
    Map<String, BigInteger> sums = new HashMap<>();
    history.entries.forEach(
        entry -> sums.merge(entry.runId() + entry.tokenId(), entry.amount(), BigInteger::add));
    assertThat(sums.values()).allMatch(sum -> sum.signum() == 0);
    String last = history.runs.get(history.runs.size() - 1).runId();
    history.earned.forEach(
        (key, earned) -> {
          Balances statement = history.statements.get(last + " " + key);
          assertThat(statement.toDate()).isEqualTo(earned);
          assertThat(history.balance(key.token(), new Account.Payable(key.payee())))
              .isEqualTo(statement.claimable());
        });
  }

  private static void assertCapsHold(History history) {
    history.paidBesideRefunds.forEach(
        (month, paid) -> {
          BigInteger cap = history.terms.get(month.split(" ")[1]).mostPerPeriod();
          if (cap != null && !month.startsWith("x ")) {
            assertThat(paid).as(month).isLessThanOrEqualTo(cap);
          }
        });
  }

  private static void assertRebuilt(History history) {
    List<PostedEntry> shuffled = new ArrayList<>(history.entries);
    Collections.shuffle(shuffled, new Random(1));
    for (Statement statement : Statements.rebuild(history.runs, shuffled)) {
      Key key = new Key(statement.accountId(), statement.tokenId());
      assertThat(statement.balances())
          .isEqualTo(history.statements.get(statement.runId() + " " + key));
    }
  }

  /**
   * When nothing keeps anything back any more, a history has paid what one night without a cap pays
   * of the same: to the unit where there is no minimum, and short of less than the minimum where
   * there is one. What was paid too much by then stays claimed.
   */
  private static void assertOneStepGivesTheSame(History history, Random random) {
    history.earned.forEach(
        (key, earned) -> {
          TokenTerms terms = history.terms.get(key.token());
          BigInteger before = claimable(history, key);
          BigInteger atOnce = atOnce(key, earned, terms);
          BigInteger inSteps = freely(history, random, key);
          BigInteger expected = atOnce.max(before);
          if (terms.minimumPayout().signum() == 0) {
            assertThat(inSteps).as(key.toString()).isEqualTo(expected);
          } else {
            assertThat(inSteps).isBetween(before, earned.max(before));
            assertThat(earned.subtract(inSteps)).isLessThan(terms.minimumPayout());
          }
        });
  }

  private static BigInteger claimable(History history, Key key) {
    return history.balance(key.token(), new Account.Payable(key.payee()));
  }

  private static BigInteger atOnce(Key key, BigInteger earned, TokenTerms terms) {
    PayeeAccount account = untouched(key, earned);
    return SettlementRules.settle(account, terms(key.token(), terms.minimumPayout(), null))
        .claimable();
  }

  /** A night a month with nothing new and nothing in the way, until nothing is paid any more. */
  private static BigInteger freely(History history, Random random, Key key) {
    // A history's nights reach into the month after the first.
    for (int month = 2; month < 100; month++) {
      LocalDate date = START.plusMonths(month).withDayOfMonth(1);
      BigInteger before = claimable(history, key);
      PayeeAccount account =
          new PayeeAccount(
              key.payee(),
              key.token(),
              history.balance(key.token(), new Account.Payee(key.payee())),
              BigInteger.ZERO,
              BigInteger.ZERO,
              BigInteger.ZERO,
              BigInteger.ZERO,
              kept(history, key),
              List.of(),
              Optional.of(SettleWorld.address("home 1")),
              BigInteger.ZERO,
              history.published.getOrDefault(key, List.of()));
      settle(history, random, "free-" + month, date, account);
      if (claimable(history, key).equals(before) && month > 2) {
        return before;
      }
    }
    throw new AssertionError("A cap that is never done with: " + key);
  }

  @Test
  void amountsUpTo38DigitsAreExactAndOneMoreIsRefused() {
    SettledAccount most = SettlementRules.settle(large(Amounts.MAX), free("GRAIN"));
    assertThat(most.claimable()).isEqualTo(Amounts.MAX);
    assertThat(most.status()).isEqualTo(PayoutStatus.PAYABLE);
    assertThatThrownBy(
            () -> SettlementRules.settle(large(Amounts.MAX.add(BigInteger.ONE)), free("GRAIN")))
        .hasMessage(
            "The balance of ada in GRAIN is 1"
                + "0".repeat(38)
                + ", more than 38 digits hold: check the token's decimals.");
  }

  private static PayeeAccount large(BigInteger earned) {
    return untouched(new Key("ada", "GRAIN"), earned);
  }

  /** A payee without a history whom nothing hinders. */
  private static PayeeAccount untouched(Key key, BigInteger earned) {
    return new PayeeAccount(
        key.payee(),
        key.token(),
        BigInteger.ZERO,
        earned,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        Map.of(),
        List.of(),
        Optional.of(SettleWorld.address("home 1")),
        BigInteger.ZERO,
        List.of());
  }

  private static Balances balances(SettledAccount settled) {
    PayeeAccount payee = settled.payee();
    SettledAccount.Flows flows = settled.flows();
    Balances balances =
        new Balances(
            payee.opening(),
            payee.earned(),
            payee.restated(),
            payee.capped(),
            flows.released(),
            flows.held(),
            flows.paid(),
            flows.closing(),
            flows.reserved(),
            settled.claimable());
    assertThat(balances.computedClosing()).isEqualTo(balances.closing());
    return balances;
  }

  /** Any minimum or none, any cap that isn't below it or none. */
  private static TokenTerms terms(String token, Random random) {
    BigInteger minimum = BigInteger.valueOf(random.nextBoolean() ? random.nextInt(250) : 0);
    BigInteger cap =
        random.nextInt(3) == 0 ? null : minimum.add(BigInteger.valueOf(200 + random.nextInt(900)));
    return terms(token, minimum, cap);
  }

  private static TokenTerms free(String token) {
    return terms(token, BigInteger.ZERO, null);
  }

  private static TokenTerms terms(String token, BigInteger minimum, BigInteger cap) {
    return new TokenTerms(
        token,
        1,
        SettleWorld.address("distributor"),
        SettleWorld.address(token),
        minimum,
        cap,
        "x",
        new TreeMap<>());
  }

  private static String month(Key key, LocalDate date) {
    return key.payee() + " " + key.token() + " " + CapPeriod.start(PayoutRule.Period.MONTH, date);
  }
}

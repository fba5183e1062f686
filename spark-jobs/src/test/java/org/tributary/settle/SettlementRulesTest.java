package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.tributary.ledger.Account;
import org.tributary.ledger.KeptFor;
import org.tributary.ledger.Move;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.chain.Eip55;

class SettlementRulesTest {
  static final long CHAIN = 31337;
  static final String TOKEN = address(1);
  static final String DISTRIBUTOR = address(2);
  private static final String OLD_DISTRIBUTOR = address(3);
  private static final String HOME = address(10);
  private static final String NEW_HOME = address(11);
  private static final String EXCHANGE = address(12);
  private static final Account ADA = new Account.Payee("ada");
  private static final TokenTerms TERMS =
      new TokenTerms(
          "COIN",
          CHAIN,
          DISTRIBUTOR,
          TOKEN,
          BigInteger.valueOf(100),
          null,
          "",
          new TreeMap<>(
              Map.of(
                  Eip55.ZERO,
                  "the zero address",
                  TOKEN,
                  "the contract of COIN",
                  DISTRIBUTOR,
                  "the distributor itself",
                  EXCHANGE,
                  "refused-addresses.exchange")));

  @Test
  void theFirstPayoutIsTheWholeBalance() {
    SettledAccount settled = settle(account(0, 500, 0).at(HOME));
    assertStatement(settled, PayoutStatus.PAYABLE, 500, 500, 0, 0);
    assertThat(settled.claims())
        .containsExactly(claim(DISTRIBUTOR, HOME, 0, 500, PayoutStatus.PAYABLE));
  }

  @Test
  void aLaterPayoutIsTheIncrease() {
    SettledAccount settled = settle(account(500, 250, -50).at(HOME).published(HOME, 500));
    assertStatement(settled, PayoutStatus.PAYABLE, 700, 200, 0, 0);
    assertThat(settled.claims())
        .containsExactly(claim(DISTRIBUTOR, HOME, 500, 700, PayoutStatus.PAYABLE));
  }

  @Test
  void anIncreaseBelowTheMinimumWaits() {
    SettledAccount settled = settle(account(500, 99, 0).at(HOME).published(HOME, 500));
    assertStatement(settled, PayoutStatus.BELOW_MINIMUM, 500, 0, 99, 0);
    assertThat(settled.claims())
        .containsExactly(claim(DISTRIBUTOR, HOME, 500, 500, PayoutStatus.BELOW_MINIMUM));
    assertStatement(
        settle(account(500, 100, 0).at(HOME).published(HOME, 500)),
        PayoutStatus.PAYABLE,
        600,
        100,
        0,
        0);
    assertThat(settle(account(0, 99, 0).at(HOME)).claims()).isEmpty();
  }

  @Test
  void aRestatementBelowWhatWasPublishedIsADebtThatLaterEarningsPayOff() {
    SettledAccount owing = settle(account(500, 0, -200).at(HOME).published(HOME, 500));
    assertStatement(owing, PayoutStatus.PAYABLE, 500, 0, 0, 200);
    assertThat(owing.claims())
        .containsExactly(claim(DISTRIBUTOR, HOME, 500, 500, PayoutStatus.PAYABLE));
    assertStatement(
        settle(account(300, 150, 0).at(HOME).published(HOME, 500)),
        PayoutStatus.PAYABLE,
        500,
        0,
        0,
        50);
    assertStatement(
        settle(account(450, 170, 0).at(HOME).published(HOME, 500)),
        PayoutStatus.PAYABLE,
        620,
        120,
        0,
        0);
  }

  @Test
  void aHoldFreezesAndItsEndPaysAll() {
    SettledAccount held = settle(account(500, 300, 0).at(HOME).published(HOME, 500).held("audit"));
    assertStatement(held, PayoutStatus.HELD, 500, 0, 300, 0);
    assertThat(held.reason()).contains("audit");
    assertThat(held.claims())
        .containsExactly(claim(DISTRIBUTOR, HOME, 500, 500, PayoutStatus.HELD));
    assertStatement(
        settle(account(800, 10, 0).at(HOME).published(HOME, 500)),
        PayoutStatus.PAYABLE,
        810,
        310,
        0,
        0);
  }

  @Test
  void theHardestReasonCounts() {
    PayeeBuilder everything = account(0, 5, 0).held("audit").blocked("sanctions");
    SettledAccount blocked = settle(everything);
    assertStatement(blocked, PayoutStatus.BLOCKED, 0, 0, 5, 0);
    assertThat(blocked.reason()).contains("sanctions");
    assertThat(settle(account(0, 5, 0).held("audit")).status()).isEqualTo(PayoutStatus.HELD);
    assertThat(settle(account(0, 5, 0)).status()).isEqualTo(PayoutStatus.NO_ADDRESS);
    assertThat(settle(account(0, 5, 0).at(HOME)).status()).isEqualTo(PayoutStatus.BELOW_MINIMUM);
  }

  @Test
  void aBlockedPayeesPublishedLeafStays() {
    SettledAccount blocked =
        settle(account(500, 300, 0).at(HOME).published(HOME, 500).blocked("sanctions"));
    assertThat(blocked.claims())
        .containsExactly(claim(DISTRIBUTOR, HOME, 500, 500, PayoutStatus.BLOCKED));
  }

  @Test
  void aNewAddressGetsTheIncreaseAndNeverThePast() {
    SettledAccount moved = settle(account(500, 300, 0).at(NEW_HOME).published(HOME, 500));
    assertStatement(moved, PayoutStatus.PAYABLE, 800, 300, 0, 0);
    assertThat(moved.claims())
        .containsExactlyInAnyOrder(
            claim(DISTRIBUTOR, HOME, 500, 500, PayoutStatus.FROZEN),
            claim(DISTRIBUTOR, NEW_HOME, 0, 300, PayoutStatus.PAYABLE));
    SettledAccount back =
        settle(account(800, 100, 0).at(HOME).published(HOME, 500).published(NEW_HOME, 300));
    assertThat(back.claims())
        .containsExactlyInAnyOrder(
            claim(DISTRIBUTOR, HOME, 500, 600, PayoutStatus.PAYABLE),
            claim(DISTRIBUTOR, NEW_HOME, 300, 300, PayoutStatus.FROZEN));
  }

  @Test
  void aNewDistributorStartsFromTheIncreaseToo() {
    SettledAccount moved =
        settle(account(500, 300, 0).at(HOME).publishedBy(OLD_DISTRIBUTOR, HOME, 500));
    assertThat(moved.claims())
        .containsExactlyInAnyOrder(
            claim(OLD_DISTRIBUTOR, HOME, 500, 500, PayoutStatus.FROZEN),
            claim(DISTRIBUTOR, HOME, 0, 300, PayoutStatus.PAYABLE));
  }

  @Test
  void addressesWhereTokensAreLostArentPaid() {
    SettledAccount toToken = settle(account(0, 500, 0).at(TOKEN));
    assertStatement(toToken, PayoutStatus.NO_ADDRESS, 0, 0, 500, 0);
    assertThat(toToken.reason()).contains("the payout address is the contract of COIN");
    assertThat(settle(account(0, 500, 0).at(DISTRIBUTOR)).reason())
        .contains("the payout address is the distributor itself");
    assertThat(settle(account(0, 500, 0).at(Eip55.ZERO)).reason())
        .contains("the payout address is the zero address");
  }

  /** Night 1 pays it, the policy of night 2 refuses it: the leaf stays, and nobody else waits. */
  @Test
  void anAddressThatTheGateRefusesIsKeptBackBeforeItIsPublished() {
    SettledAccount settled = settle(account(0, 500, 0).at(EXCHANGE));
    assertStatement(settled, PayoutStatus.NO_ADDRESS, 0, 0, 500, 0);
    assertThat(settled.claims()).isEmpty();
    assertThat(settled.reason()).contains("the payout address is refused-addresses.exchange");
    SettledAccount later = settle(account(500, 300, 0).at(EXCHANGE).published(EXCHANGE, 500));
    assertStatement(later, PayoutStatus.NO_ADDRESS, 500, 0, 300, 0);
    assertThat(later.claims())
        .containsExactly(claim(DISTRIBUTOR, EXCHANGE, 500, 500, PayoutStatus.FROZEN));
  }

  @Test
  void aTokenThatMovedToAnotherContractIsRefused() {
    PayeeAccount payee = account(500, 0, 0).at(HOME).published(HOME, 500).build();
    TokenTerms moved =
        new TokenTerms(
            "COIN", CHAIN, DISTRIBUTOR, address(9), BigInteger.ZERO, null, "", new TreeMap<>());
    assertThatThrownBy(() -> SettlementRules.settle(payee, moved))
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.POLICY_INVALID))
        .hasMessageContaining("Token COIN was published as " + TOKEN)
        .hasMessageContaining("token id of its own");
  }

  @Test
  void aBalanceBeyondTheTablesIsRefused() {
    BigInteger most = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
    PayeeAccount payee =
        new PayeeAccount(
            "ada",
            "COIN",
            most,
            BigInteger.ONE,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            Map.of(),
            List.of(),
            Optional.of(HOME),
            BigInteger.ZERO,
            List.of());
    assertThatThrownBy(() -> SettlementRules.settle(payee, TERMS))
        .hasMessageContaining("The balance of ada in COIN")
        .hasMessageContaining("38 digits");
  }

  /** What may happen to an account in one night. */
  private record Night(int earned, int restated, int home, boolean held, boolean blocked) {}

  @Provide
  Arbitrary<List<Night>> nights() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 400),
            Arbitraries.integers().between(-300, 100),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 4).map(x -> x == 0),
            Arbitraries.integers().between(0, 9).map(x -> x == 0))
        .as(Night::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  /** Many nights of one account, against a twin that only knows two totals. */
  @Property(tries = 500)
  void overManyNightsNothingIsLostOrPaidTwice(@ForAll("nights") List<Night> nights) {
    BigInteger balance = BigInteger.ZERO;
    BigInteger twinClaimable = BigInteger.ZERO;
    List<PublishedClaim> published = List.of();
    Map<Account, BigInteger> ledger = new HashMap<>();
    for (Night night : nights) {
      PayeeAccount payee = payee(ledger, night, published);
      SettledAccount settled = SettlementRules.settle(payee, TERMS);
      balance = balance.add(payee.earned()).add(payee.restated());
      post(ledger, payee, settled);
      boolean open = !night.held() && !night.blocked() && night.home() > 0;
      BigInteger increase = balance.subtract(twinClaimable);
      if (open && increase.compareTo(TERMS.minimumPayout()) >= 0) {
        twinClaimable = balance;
      }

      assertThat(settled.claimable()).isEqualTo(twinClaimable);
      assertThat(balance)
          .isEqualTo(
              settled.flows().closing().add(settled.flows().reserved()).add(settled.claimable()));
      assertAddsUp(settled);
      assertThat(ledger.getOrDefault(ADA, BigInteger.ZERO)).isEqualTo(settled.flows().closing());
      assertThat(ledger.getOrDefault(new Account.Payable("ada"), BigInteger.ZERO))
          .isEqualTo(settled.claimable());
      assertClaims(settled, published);
      published =
          settled.claims().stream()
              .map(
                  claim ->
                      new PublishedClaim(
                          claim.chainId(),
                          claim.distributor(),
                          claim.address(),
                          claim.tokenAddress(),
                          claim.cumulative()))
              .toList();
    }
  }

  private static void assertClaims(SettledAccount settled, List<PublishedClaim> before) {
    Map<String, BigInteger> previous = new HashMap<>();
    before.forEach(claim -> previous.put(claim.address(), claim.cumulative()));
    BigInteger sum = BigInteger.ZERO;
    BigInteger added = BigInteger.ZERO;
    for (Claim claim : settled.claims()) {
      BigInteger old = previous.getOrDefault(claim.address(), BigInteger.ZERO);
      assertThat(claim.previous()).isEqualTo(old);
      assertThat(claim.cumulative()).isGreaterThanOrEqualTo(old).isPositive();
      assertThat(claim.cumulative().equals(old) || claim.status() == PayoutStatus.PAYABLE).isTrue();
      sum = sum.add(claim.cumulative());
      added = added.add(claim.cumulative().subtract(old));
    }
    assertThat(settled.claims()).extracting(Claim::address).containsAll(previous.keySet());
    assertThat(sum).isEqualTo(settled.claimable());
    assertThat(added).isEqualTo(settled.flows().paid());
  }

  /** The statement adds up, and nothing is paid or kept of what isn't there. */
  private static void assertAddsUp(SettledAccount settled) {
    PayeeAccount payee = settled.payee();
    SettledAccount.Flows flows = settled.flows();
    assertThat(
            payee
                .opening()
                .add(payee.earned())
                .add(payee.restated())
                .add(payee.capped())
                .add(flows.released())
                .subtract(flows.held())
                .subtract(flows.paid()))
        .isEqualTo(flows.closing());
    assertThat(List.of(flows.released(), flows.held(), flows.paid(), flows.reserved()))
        .allMatch(amount -> amount.signum() >= 0);
    assertThat(flows.closing().signum() < 0 && flows.paid().add(flows.reserved()).signum() > 0)
        .isFalse();
  }

  private static void post(
      Map<Account, BigInteger> ledger, PayeeAccount payee, SettledAccount settled) {
    ledger.merge(ADA, payee.earned().add(payee.restated()), BigInteger::add);
    for (Move move : settled.moves()) {
      ledger.merge(move.from(), move.amount().negate(), BigInteger::add);
      ledger.merge(move.to(), move.amount(), BigInteger::add);
    }
  }

  private static PayeeAccount payee(
      Map<Account, BigInteger> ledger, Night night, List<PublishedClaim> published) {
    Map<KeptFor, Stock> kept = new HashMap<>();
    for (KeptFor why : KeptFor.values()) {
      BigInteger amount = ledger.getOrDefault(new Account.Kept(why, "ada"), BigInteger.ZERO);
      if (amount.signum() != 0) {
        kept.put(why, new Stock(amount, Optional.of("held before")));
      }
    }
    List<Keeping> keepings = new ArrayList<>();
    if (night.blocked()) {
      keepings.add(Keeping.whole(KeptFor.BLOCK, "sanctions"));
    }
    if (night.held()) {
      keepings.add(Keeping.whole(KeptFor.HOLD, "audit"));
    }
    return new PayeeAccount(
        "ada",
        "COIN",
        ledger.getOrDefault(ADA, BigInteger.ZERO),
        BigInteger.valueOf(night.earned()),
        BigInteger.valueOf(night.restated()),
        BigInteger.ZERO,
        BigInteger.ZERO,
        kept,
        keepings,
        night.home() == 0 ? Optional.empty() : Optional.of(address(20 + night.home())),
        BigInteger.ZERO,
        published);
  }

  private static void assertStatement(
      SettledAccount settled,
      PayoutStatus status,
      long claimable,
      long paid,
      long held,
      long debt) {
    assertThat(settled.status()).isEqualTo(status);
    assertThat(settled.claimable()).isEqualTo(claimable);
    SettledAccount.Flows flows = settled.flows();
    assertThat(flows.paid()).isEqualTo(paid);
    assertThat(flows.closing().max(BigInteger.ZERO).add(flows.reserved())).isEqualTo(held);
    assertThat(flows.closing().negate().max(BigInteger.ZERO)).isEqualTo(debt);
    assertAddsUp(settled);
  }

  private static Claim claim(
      String distributor, String address, long previous, long cumulative, PayoutStatus status) {
    return new Claim(
        CHAIN,
        distributor,
        address,
        TOKEN,
        BigInteger.valueOf(previous),
        BigInteger.valueOf(cumulative),
        status);
  }

  private static String address(int number) {
    byte[] bytes = new byte[20];
    bytes[0] = (byte) 0xab;
    bytes[19] = (byte) number;
    return Eip55.of(bytes);
  }

  private static SettledAccount settle(PayeeBuilder builder) {
    return SettlementRules.settle(builder.build(), TERMS);
  }

  private static PayeeBuilder account(long opening, long earned, long restated) {
    return new PayeeBuilder(opening, earned, restated);
  }
}

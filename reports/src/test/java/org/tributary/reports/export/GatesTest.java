package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.schemas.chain.Eip55;

/** Every gate by name: what it stops, worked by hand, and what it lets through. */
class GatesTest extends GateCases {
  @Test
  void whatIsRightPasses() {
    assertThat(refusals(inputs(after, ""))).isEmpty();
    assertThat(Gates.added(inputs(after, ""))).isEqualTo(Map.of("COIN", BigInteger.valueOf(50)));
  }

  @Test
  void published() {
    GateInputs in = inputs(after, "");
    GateInputs unpublished = ChangedInputs.published(in, Optional.of(false));
    assertThat(refusals(unpublished))
        .containsExactly(
            "PUBLISHED: run 0123456789abcdef wasn't published: run 'tributary verify' and"
                + " 'tributary publish' first.");
  }

  @Test
  void sumsMustBeEqual() {
    GateInputs in = inputs(after, "");
    LeafBook fewer = new LeafBook();
    in.leaves()
        .claims()
        .forEach((key, amount) -> fewer.add(leaf(key, amount.subtract(BigInteger.ONE))));
    assertThat(refusals(with(in, fewer)))
        .contains("SUMS: the leaves of COIN sum to 10085, but manifest.json says 10095.");
  }

  @Test
  void nobodyStandsTwice() {
    GateInputs in = inputs(after, "");
    LeafBook doubled = new LeafBook();
    in.leaves().claims().forEach((key, amount) -> doubled.add(leaf(key, amount)));
    LeafBook.Key first = in.leaves().claims().keySet().iterator().next();
    doubled.add(leaf(first, BigInteger.ONE));
    assertThat(refusals(with(in, doubled)))
        .containsExactly(
            "DUPLICATES: " + first + " has two leaves, and would be paid the larger only.");
  }

  @Test
  void noAddressThatCantOrMustntBePaid() {
    List<String> wrong =
        List.of(
            Eip55.ZERO,
            Treasury.DISTRIBUTOR,
            Treasury.COIN.address(),
            Treasury.address("exchange"));
    List<SettlementLeaf> leaves = new ArrayList<>(after);
    for (String address : wrong) {
      leaves.add(
          new SettlementLeaf(
              new Leaf(address, Treasury.COIN.address(), BigInteger.ONE),
              BigInteger.ZERO,
              PayoutStatus.PAYABLE));
    }
    String gates = "refused-addresses { exchange = \"" + Treasury.address("exchange") + "\" }";
    assertThat(refusals(inputs(leaves, gates)))
        .hasSize(4)
        .allSatisfy(refusal -> assertThat(refusal).startsWith("ADDRESSES: "))
        .anySatisfy(refusal -> assertThat(refusal).contains("is the zero address"))
        .anySatisfy(refusal -> assertThat(refusal).contains("is the distributor itself"))
        .anySatisfy(refusal -> assertThat(refusal).contains("is the contract of COIN"))
        .anySatisfy(refusal -> assertThat(refusal).contains("is refused-addresses.exchange"));
  }

  /** A bound of 5 lets 5 through, a bound of 4 stops all ten. */
  @Test
  void aClaimGrowsByItsBoundAtMost() {
    assertThat(refusals(inputs(after, "most-account-change { COIN = \"5\" }"))).isEmpty();
    assertThat(refusals(inputs(after, "most-account-change { COIN = \"4\" }")))
        .hasSize(10)
        .allSatisfy(
            refusal ->
                assertThat(refusal)
                    .startsWith("ACCOUNT_CHANGE: the claim of 0x")
                    .endsWith("in COIN grows by 5, at most 4 may be."));
  }

  @Test
  void allClaimsGrowByTheirBoundAtMost() {
    assertThat(refusals(inputs(after, "most-total-change { COIN = \"50\" }"))).isEmpty();
    assertThat(refusals(inputs(after, "most-total-change { COIN = \"49\" }")))
        .containsExactly("TOTAL_CHANGE: claims in COIN grow by 50, at most 49 may be.");
  }

  /** Of 20, 24, 100 and 30 the lower middle is 24; of the last three, 30; of nothing, none. */
  @Test
  void theMedianOfTheExportsBefore() {
    List<Long> earlier = List.of(20L, 24L, 100L, 0L, 30L);
    String twice = "most-change-ppm = 2000000";
    assertThat(refusals(after(inputs(after, twice), earlier)))
        .containsExactly(
            "MEDIAN_CHANGE: claims in COIN grow by 50, at most 48 may be, since the last 4 exports"
                + " added 24 in the middle.");
    assertThat(refusals(after(inputs(after, twice + ", trailing-exports = 3"), earlier))).isEmpty();
    assertThat(refusals(after(inputs(after, twice), List.of()))).isEmpty();
  }

  /** 50 to those who were there, 500 to a new one: 500 of 550 is 909,090.9 ppm. */
  @Test
  void newAddressesGetAPartAtMost() {
    List<SettlementLeaf> leaves = new ArrayList<>(after);
    leaves.add(Treasury.leaf("newcomer", Treasury.COIN, 500, 0));
    assertThat(refusals(inputs(leaves, "most-new-addresses-ppm = 909091"))).isEmpty();
    assertThat(refusals(inputs(leaves, "most-new-addresses-ppm = 909090")))
        .containsExactly(
            "NEW_ADDRESSES: 500 of the 550 that are added in COIN go to addresses without a claim"
                + " before, at most 499 may.");
  }

  /** 1095 open less 1000 held is 95. */
  @Test
  void fundsMustBeThereWhereTheyAreKnown() {
    GateInputs in = inputs(after, "");
    assertThat(refusals(funded(in, 1095, 1000)))
        .containsExactly(
            "FUNDING: the distributor lacks 95 of COIN: 1095 can be claimed and wasn't yet, more"
                + " than its balance of 1000. Fund it first.");
    assertThat(refusals(funded(in, 1095, 1095))).isEmpty();
  }

  /** Whether a copy's run was published can't be seen: somebody has to say so. */
  @Test
  void aCopyWithoutItsRunIsShutButCanBePassed() {
    GateInputs in = inputs(after, "");
    GateInputs copy = ChangedInputs.published(in, Optional.empty());
    assertThat(Gates.check(copy))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.canBePassed()).isTrue();
              assertThat(refusal.toString())
                  .isEqualTo(
                      "PUBLISHED: it doesn't stand in the folder of run 0123456789abcdef, so whether"
                          + " that was published can't be seen: export it from there.");
            });
  }

  /** Below 1003 would be a decrease, and above is paid to whom nobody may pay: flat is left. */
  @Test
  void aClaimOfARefusedAddressMayStayAsItIs() {
    String gates = "refused-addresses { sanctioned = \"" + Treasury.address("payee3") + "\" }";
    assertThat(refusals(inputs(after, gates)))
        .singleElement()
        .asString()
        .startsWith("ADDRESSES: " + Treasury.address("payee3"))
        .contains("is refused-addresses.sanctioned, and mustn't be paid");
    List<SettlementLeaf> flat = new ArrayList<>(after);
    flat.set(3, Treasury.leaf("payee3", Treasury.COIN, 1003, 1003));
    assertThat(refusals(inputs(flat, gates))).isEmpty();
  }

  /** Every token of the chain, also one that the settlement has no leaf of. */
  @Test
  void noAddressThatSettleKeepsBack() {
    List<SettlementLeaf> leaves = new ArrayList<>(after);
    String grain = Treasury.GRAIN.address();
    leaves.add(
        new SettlementLeaf(
            new Leaf(grain, Treasury.COIN.address(), BigInteger.ONE),
            BigInteger.ZERO,
            PayoutStatus.PAYABLE));
    assertThat(refusals(inputs(leaves, "")))
        .containsExactly(
            "ADDRESSES: "
                + grain
                + " in "
                + Treasury.COIN.address()
                + " is the contract of GRAIN, and mustn't be paid, but the settlement adds 1: settle"
                + " the next night, which keeps its pay back, and export that.");
  }

  private static GateInputs with(GateInputs in, LeafBook leaves) {
    return ChangedInputs.leaves(in, leaves);
  }

  private static GateInputs after(GateInputs in, List<Long> added) {
    return ChangedInputs.added(
        in, added.stream().map(amount -> Map.of("COIN", BigInteger.valueOf(amount))).toList());
  }

  private static GateInputs funded(GateInputs in, long open, long balance) {
    Funds funds = new Funds(BigInteger.valueOf(open), BigInteger.valueOf(balance));
    return ChangedInputs.funds(in, Map.of("COIN", funds));
  }

  private static Leaf leaf(LeafBook.Key key, BigInteger amount) {
    return new Leaf(key.account(), key.token(), amount);
  }
}

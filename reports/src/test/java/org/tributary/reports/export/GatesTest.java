package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.policy.Policy;

/** Every gate by name: what it stops, worked by hand, and what it lets through. */
class GatesTest {
  @TempDir Path temp;
  private int written;

  /** Ten claims of 1000 to 1009 are 10045; each grows by 5. */
  private final List<SettlementLeaf> before = Treasury.leaves(10);

  private final List<SettlementLeaf> after = Treasury.grown(before, 5);

  @Test
  void whatIsRightPasses() {
    assertThat(refusals(inputs(after, ""))).isEmpty();
    assertThat(Gates.added(inputs(after, ""))).isEqualTo(Map.of("COIN", BigInteger.valueOf(50)));
  }

  @Test
  void published() {
    GateInputs in = inputs(after, "");
    GateInputs unpublished =
        new GateInputs(
            in.manifest(),
            in.leaves(),
            in.rule(),
            Optional.of(false),
            in.before(),
            in.added(),
            in.pending(),
            in.funds(),
            in.around());
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

  @Test
  void theOrderOfExports() {
    GateInputs in = inputs(after, "", LocalDate.of(2026, 3, 29));
    assertThat(refusals(in))
        .singleElement()
        .asString()
        .startsWith("ORDER: it closes on 2026-03-29, but 2026-03-30-31337-");
  }

  @Test
  void neverADecrease() {
    List<SettlementLeaf> lower = new ArrayList<>(after);
    SettlementLeaf victim = lower.remove(3);
    lower.add(Treasury.leaf("payee3", Treasury.COIN, 1002, 1002));
    assertThat(refusals(inputs(lower, "")))
        .containsExactly(
            "DECREASE: "
                + victim.leaf().account()
                + " in "
                + Treasury.COIN.address()
                + " falls from the exported 1003 to 1002, and a contract that has paid it would lock"
                + " it out: hold the leaf flat and book the rest as a debt.");
    lower.remove(lower.size() - 1);
    assertThat(refusals(inputs(lower, "")))
        .singleElement()
        .asString()
        .contains("falls from the exported 1003 to 0");
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

  /** 10095 less 9000 claimed less 1000 held is 95. */
  @Test
  void fundsMustBeThereWhereTheyAreKnown() {
    GateInputs in = inputs(after, "");
    assertThat(refusals(funded(in, 9000, 1000)))
        .containsExactly(
            "FUNDING: the distributor lacks 95 of COIN: claims of 10095 less 9000 claimed are more"
                + " than its balance of 1000. Fund it first.");
    assertThat(refusals(funded(in, 9000, 1095))).isEmpty();
  }

  @Test
  void noRootIsReplacedWhileItWaits() {
    GateInputs in = inputs(after, "");
    GateInputs waiting =
        new GateInputs(
            in.manifest(),
            in.leaves(),
            in.rule(),
            in.published(),
            in.before(),
            in.added(),
            Optional.of(
                new GateInputs.Pending(
                    "the one before",
                    "0xab",
                    Instant.parse("2026-03-30T08:00:00Z"),
                    Instant.parse("2026-03-31T08:00:00Z"))),
            in.funds(),
            in.around());
    assertThat(refusals(waiting))
        .containsExactly(
            "PENDING: the root of the one before was submitted at 2026-03-30T08:00:00Z in"
                + " transaction 0xab and isn't confirmed; its timelock ends at"
                + " 2026-03-31T08:00:00Z, and another root would replace it and start the wait"
                + " again: accept it then, and run 'tributary confirm'.");
  }

  /** Whether a copy's run was published can't be seen: somebody has to say so. */
  @Test
  void aCopyWithoutItsRunIsShutButCanBePassed() {
    GateInputs in = inputs(after, "");
    GateInputs copy =
        new GateInputs(
            in.manifest(),
            in.leaves(),
            in.rule(),
            Optional.empty(),
            in.before(),
            in.added(),
            in.pending(),
            in.funds(),
            in.around());
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

  @Test
  void aSettlementWithAPastIsNoFirstExport() {
    GateInputs in = inputs(after, "");
    GateInputs lost =
        new GateInputs(
            in.manifest(),
            in.leaves(),
            in.rule(),
            in.published(),
            Optional.empty(),
            in.added(),
            in.pending(),
            in.funds(),
            in.around());
    assertThat(refusals(lost))
        .containsExactly(
            "FIRST_EXPORT: nothing of its distributor was exported to this outbox, but it follows"
                + " the settlement with SHA-256 "
                + in.manifest().header().previous().orElseThrow().manifestSha256()
                + ": export to the outbox that has that one, or see to it that nothing was ever"
                + " exported elsewhere.");
  }

  /** Two of three before; now one of one, of whom the two know nothing. */
  @Test
  void otherApproversNeedTheOldOnes() {
    ApprovalRule two =
        new ApprovalRule(
            2,
            Map.of("ada", Treasury.ADA.address(), "bob", Treasury.BOB.address()),
            ApprovalRule.Gates.OPEN);
    ApprovalRule one =
        new ApprovalRule(1, Map.of("eve", Treasury.CYD.address()), ApprovalRule.Gates.OPEN);
    ApprovalRule renamed =
        new ApprovalRule(
            2,
            Map.of("ada2", Treasury.ADA.address(), "bob2", Treasury.BOB.address()),
            ApprovalRule.Gates.OPEN);
    assertThat(refusals(approved(two, one, 0)))
        .containsExactly(
            "APPROVERS: its policy has 1 of 1 approvers sign, but that of the export before had 2"
                + " of 2, and only 0 of those have signed: let them sign too, as approvers of a"
                + " policy that names old and new ones.");
    assertThat(refusals(approved(two, one, 1))).hasSize(1);
    assertThat(refusals(approved(two, one, 2))).isEmpty();
    assertThat(refusals(approved(two, renamed, 0))).as("the same keys").isEmpty();
    assertThat(refusals(approved(one, two, 0))).as("more isn't the same").hasSize(1);
  }

  private GateInputs approved(ApprovalRule before, ApprovalRule now, long signed) {
    return around(
        new GateInputs.Around(
            Optional.of(new GateInputs.Approvers(before, now, signed)),
            Optional.empty(),
            Set.of()));
  }

  /** What the chain says stops also what no journal knows of. */
  @Test
  void foreignRootsOnChainAreSeen() {
    String ours = "0x" + "11".repeat(32);
    String foreign = "0x" + "22".repeat(32);
    assertThat(refusals(onChain(ours, Optional.empty(), ours))).isEmpty();
    assertThat(refusals(onChain("0x" + "0".repeat(64), Optional.empty(), ours))).isEmpty();
    assertThat(refusals(onChain(ours, Optional.of(foreign), ours)))
        .containsExactly(
            "PENDING: root "
                + foreign
                + " waits at the distributor, which was never exported, and another would replace"
                + " it: find out who submitted it, and revoke it there.");
    assertThat(refusals(onChain("0x" + "0".repeat(64), Optional.of(ours), ours)))
        .containsExactly(
            "PENDING: root "
                + ours
                + " waits at the distributor, which nobody noted as submitted, and another would"
                + " replace it: accept or revoke it first.");
    assertThat(refusals(onChain(foreign, Optional.empty(), ours)))
        .containsExactly(
            "ROOT_IN_FORCE: root "
                + foreign
                + " is in force at the distributor, which was never exported to this outbox: find"
                + " out what it pays.");
  }

  private GateInputs onChain(String inForce, Optional<String> pending, String exported) {
    return around(
        new GateInputs.Around(
            Optional.empty(), Optional.of(new ChainRoots(inForce, pending)), Set.of(exported)));
  }

  private GateInputs around(GateInputs.Around around) {
    GateInputs in = inputs(after, "");
    return new GateInputs(
        in.manifest(),
        in.leaves(),
        in.rule(),
        in.published(),
        in.before(),
        in.added(),
        in.pending(),
        in.funds(),
        around);
  }

  private static GateInputs with(GateInputs in, LeafBook leaves) {
    return new GateInputs(
        in.manifest(),
        leaves,
        in.rule(),
        in.published(),
        in.before(),
        in.added(),
        in.pending(),
        in.funds(),
        in.around());
  }

  private static GateInputs after(GateInputs in, List<Long> added) {
    return new GateInputs(
        in.manifest(),
        in.leaves(),
        in.rule(),
        in.published(),
        in.before(),
        added.stream().map(amount -> Map.of("COIN", BigInteger.valueOf(amount))).toList(),
        in.pending(),
        in.funds(),
        in.around());
  }

  private static GateInputs funded(GateInputs in, long claimed, long balance) {
    Funds funds = new Funds(BigInteger.valueOf(claimed), BigInteger.valueOf(balance));
    return new GateInputs(
        in.manifest(),
        in.leaves(),
        in.rule(),
        in.published(),
        in.before(),
        in.added(),
        in.pending(),
        Map.of("COIN", funds),
        in.around());
  }

  private GateInputs inputs(List<SettlementLeaf> leaves, String gates) {
    return inputs(leaves, gates, Treasury.DATE);
  }

  private GateInputs inputs(List<SettlementLeaf> leaves, String gates, LocalDate date) {
    Policy policy = Treasury.policy(gates);
    Path earlier = temp.resolve("before" + written);
    Path now = temp.resolve("now" + written++);
    SettlementManifest first =
        Treasury.write(
            earlier, Treasury.header(policy, LocalDate.of(2026, 3, 30), Optional.empty()), before);
    SettlementManifest manifest =
        Treasury.write(now, Treasury.header(policy, date, Optional.of(first.asPrevious())), leaves);
    ApprovalRule.Gates rule = policy.approval().gates();
    return new GateInputs(
        manifest,
        LeafBook.of(now),
        rule,
        Optional.of(true),
        Optional.of(new GateInputs.Before(first, LeafBook.of(earlier))),
        List.of(),
        Optional.empty(),
        Map.of(),
        GateInputs.Around.NOTHING);
  }

  private static Leaf leaf(LeafBook.Key key, BigInteger amount) {
    return new Leaf(key.account(), key.token(), amount);
  }

  private static List<String> refusals(GateInputs inputs) {
    return Gates.check(inputs).stream().map(Refusal::toString).toList();
  }
}

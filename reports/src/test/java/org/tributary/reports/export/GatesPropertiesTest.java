package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.TokenTotals;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.policy.Policy;

/** Random claims before and after, against the rule written out once more, in any order. */
class GatesPropertiesTest {
  private static final Policy POLICY = Treasury.policy("");

  @Property(tries = 200)
  void decreasesGrowthAndBoundsAreWhatTheRuleSays(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 50) Integer> before,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 50) Integer> after,
      @ForAll @IntRange(max = 60) int mostAccount,
      @ForAll @IntRange(max = 200) int mostTotal,
      @ForAll @IntRange(max = 1_000_000) int mostNewPpm,
      @ForAll Random random) {
    ApprovalRule.Gates rule =
        new ApprovalRule.Gates(
            Map.of("COIN", BigInteger.valueOf(mostAccount)),
            Map.of("COIN", BigInteger.valueOf(mostTotal)),
            0,
            7,
            mostNewPpm,
            Map.of());
    GateInputs inputs = inputs(before, after, rule, random);
    List<Refusal> refusals = Gates.check(inputs);

    int lowered = 0;
    int grownTooMuch = 0;
    long toNew = 0;
    long added = sum(after) - sum(before);
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      int was = i < before.size() ? before.get(i) : 0;
      int is = i < after.size() ? after.get(i) : 0;
      lowered += is < was ? 1 : 0;
      grownTooMuch += is - was > mostAccount ? 1 : 0;
      toNew += was == 0 ? is : 0;
    }
    assertThat(Gates.added(inputs)).isEqualTo(Map.of("COIN", BigInteger.valueOf(added)));
    assertThat(count(refusals, Gate.DECREASE)).isEqualTo(lowered);
    assertThat(count(refusals, Gate.ACCOUNT_CHANGE)).isEqualTo(grownTooMuch);
    assertThat(count(refusals, Gate.TOTAL_CHANGE)).isEqualTo(added > mostTotal ? 1 : 0);
    assertThat(count(refusals, Gate.NEW_ADDRESSES))
        .isEqualTo(toNew > Math.max(0, added) * mostNewPpm / 1_000_000 ? 1 : 0);
    assertThat(count(refusals, Gate.SUMS)).isZero();
    assertThat(Gates.check(inputs(before, after, rule, random)))
        .containsExactlyInAnyOrderElementsOf(refusals);
  }

  private static GateInputs inputs(
      List<Integer> before, List<Integer> after, ApprovalRule.Gates rule, Random random) {
    return new GateInputs(
        manifest(after),
        book(after, random),
        rule,
        Map.of(),
        Optional.of(true),
        Optional.of(new GateInputs.Before(manifest(before), book(before, random))),
        List.of(),
        Optional.empty(),
        Map.of(),
        GateInputs.Around.NOTHING);
  }

  private static LeafBook book(List<Integer> amounts, Random random) {
    List<Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      if (amounts.get(i) > 0) {
        leaves.add(
            new Leaf(
                Treasury.address("p" + i),
                Treasury.COIN.address(),
                BigInteger.valueOf(amounts.get(i))));
      }
    }
    Collections.shuffle(leaves, random);
    LeafBook book = new LeafBook();
    leaves.forEach(book::add);
    return book;
  }

  private static SettlementManifest manifest(List<Integer> amounts) {
    BigInteger total = BigInteger.valueOf(sum(amounts));
    return new SettlementManifest(
        Treasury.header(POLICY, Treasury.DATE, Optional.empty()),
        Optional.of("0x" + "ab".repeat(32)),
        amounts.size(),
        List.of(new TokenTotals(Treasury.COIN, total, total, BigInteger.ZERO, BigInteger.ZERO)),
        List.of());
  }

  private static long sum(List<Integer> amounts) {
    return amounts.stream().mapToLong(Integer::longValue).sum();
  }

  private static long count(List<Refusal> refusals, Gate gate) {
    return refusals.stream().filter(refusal -> refusal.gate() == gate).count();
  }
}

package org.tributary.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.SafetyRule;

class SafetyBoundsTest {
  /** At most 1,000 a run, twice the median of three runs, a quarter to new payees. */
  private static final SafetyRule RULE =
      new SafetyRule(Map.of("COIN", units(1000)), 2_000_000, 3, 250_000, 0);

  @Test
  void aBoundMayBeReachedAndNotExceeded() {
    // The median of 300, 500 and 400 is 400, twice that 800; a quarter of 800 is 200.
    assertThat(SafetyBounds.breaches(RULE, run(800, 200, false, 300, 500, 400))).isEmpty();
    assertThat(SafetyBounds.breaches(RULE, run(801, 201, false, 300, 500, 400)))
        .extracting(Breach::sentence)
        .containsExactly(
            "801 is added to the claims in COIN, but safety.most-change-ppm of the median of the"
                + " runs before is 800",
            "201 goes to payees who were never paid in COIN before, but safety.most-new-payees-ppm"
                + " of what is paid is 200");
    assertThat(SafetyBounds.breaches(RULE, run(1001, 0, false, 600)))
        .extracting(Breach::sentence)
        .containsExactly("1001 is added to the claims in COIN, but safety.most-paid is 1000");
  }

  @Test
  void theFirstRunOfATokenHasNothingToBeComparedWith() {
    assertThat(SafetyBounds.breaches(RULE, run(1000, 1000, true))).isEmpty();
    assertThat(SafetyBounds.breaches(RULE, run(1001, 1001, true)))
        .extracting(Breach::bound)
        .containsExactly(Bound.MOST_PAID);
    assertThat(SafetyBounds.breaches(SafetyRule.NONE, run(1 << 30, 1 << 30, false, 1))).isEmpty();
  }

  @Test
  void ofAnEvenNumberTheLowerMiddleCounts() {
    assertThat(SafetyBounds.median(List.of(units(9), units(1), units(7), units(3))))
        .contains(units(3));
    assertThat(SafetyBounds.median(List.of())).isEmpty();
  }

  @Test
  void anApprovalIsForOneBoundOneTokenAndThatMuch() {
    Breach breach = new Breach(Bound.MOST_PAID, "COIN", units(70), units(60));
    assertThat(verdict(breach, approval(Bound.MOST_PAID, "COIN", 70)).open()).isEmpty();
    assertThat(verdict(breach, approval(Bound.MOST_PAID, "COIN", 69)).open()).hasSize(1);
    assertThat(verdict(breach, approval(Bound.MOST_PAID, "GRAIN", 70)).open()).hasSize(1);
    Verdict stopped = verdict(breach, approval(Bound.MOST_CHANGE, "COIN", 70));
    assertThatThrownBy(stopped::requirePassed)
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SAFETY_BOUND))
        .hasMessage(
            "Run r1 is stopped: 70 is added to the claims in COIN, but safety.most-paid is 60."
                + " Nothing was posted. Look at its reports; if it is right, let it pass with"
                + " 'tributary override --run r1 --bound MOST_PAID:COIN --by NAME --because REASON' and"
                + " publish it again.");
  }

  /** The order in which runs are told changes nothing, and more pay never breaks fewer bounds. */
  @Property
  void boundsAreMonotoneAndBlindToOrder(
      @ForAll @IntRange(min = 0, max = 3000) int paid,
      @ForAll @Size(max = 7) List<@IntRange(min = 1, max = 2000) Integer> before) {
    List<Integer> reversed = new ArrayList<>(before);
    Collections.reverse(reversed);
    List<Breach> breaches = SafetyBounds.breaches(RULE, run(paid, 0, false, before));
    assertThat(SafetyBounds.breaches(RULE, run(paid, 0, false, reversed))).isEqualTo(breaches);
    assertThat(SafetyBounds.breaches(RULE, run(paid + 1, 0, false, before)))
        .hasSizeGreaterThanOrEqualTo(breaches.size());
  }

  private static Verdict verdict(Breach breach, Approval approval) {
    return new Verdict("r1", List.of(breach), List.of(approval), List.of());
  }

  private static Approval approval(Bound bound, String token, long figure) {
    return new Approval(bound, token, units(figure), "Dora", "back pay");
  }

  private static RunFigures run(long paid, long paidToNew, boolean first, Integer... before) {
    return run(paid, paidToNew, first, List.of(before));
  }

  private static RunFigures run(long paid, long paidToNew, boolean first, List<Integer> before) {
    return new RunFigures(
        "COIN",
        units(paid),
        units(paidToNew),
        first,
        before.stream().map(BigInteger::valueOf).toList());
  }

  private static BigInteger units(long amount) {
    return BigInteger.valueOf(amount);
  }
}

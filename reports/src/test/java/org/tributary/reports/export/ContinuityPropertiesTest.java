package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.schemas.policy.DistributorKind;

/**
 * A purse in memory is paid by whatever the rule lets through, in any order and as often as it is
 * offered: of a one-shot kind everybody ends with exactly what was earned up to the last export.
 */
class ContinuityPropertiesTest {
  private static final int PAYEES = 4;

  @Property(tries = 300)
  void nobodyIsPaidTwiceAndNothingIsLeftOut(
      @ForAll @Size(min = 1, max = 6) List<@Size(PAYEES) List<@IntRange(max = 5) Integer>> nights,
      @ForAll Random random) {
    List<LeafBook> settlements = settlements(nights);
    List<Integer> offers = new ArrayList<>();
    for (int i = 0; i < 4 * settlements.size(); i++) {
      offers.add(random.nextInt(settlements.size()));
    }
    // In the end everything is offered once more in its order, so that nothing stays out.
    for (int i = 0; i < settlements.size(); i++) {
      offers.add(i);
    }
    LeafBook exported = new LeafBook();
    Map<LeafBook.Key, BigInteger> purse = new HashMap<>();
    for (int offer : offers) {
      LeafBook now = settlements.get(offer);
      if (Continuity.breaks(DistributorKind.TRANSFERS, exported, now).isEmpty()) {
        now.added().claims().forEach((key, amount) -> purse.merge(key, amount, BigInteger::add));
        exported = now;
      }
      assertThat(purse).as("what was exported is what was paid").isEqualTo(exported.claims());
    }
    assertThat(purse).isEqualTo(settlements.get(settlements.size() - 1).claims());
  }

  /** A kind that remembers claims may skip nights, and never goes back. */
  @Property(tries = 200)
  void aContractThatRemembersMaySkip(
      @ForAll @Size(min = 2, max = 6) List<@Size(PAYEES) List<@IntRange(max = 5) Integer>> nights,
      @ForAll Random random) {
    List<LeafBook> settlements = settlements(nights);
    int from = random.nextInt(settlements.size());
    int to = random.nextInt(settlements.size());
    LeafBook before = settlements.get(from);
    LeafBook now = settlements.get(to);
    long lowered =
        before.claims().keySet().stream()
            .filter(key -> now.claim(key).compareTo(before.claim(key)) < 0)
            .count();
    assertThat(Continuity.breaks(DistributorKind.URD, before, now)).hasSize((int) lowered);
    if (from <= to) {
      assertThat(lowered).isZero();
    }
  }

  /** Leaves in any order: the breaks are the same. */
  @Property(tries = 100)
  void anyOrderOfLeaves(
      @ForAll @Size(PAYEES) List<@IntRange(max = 9) Integer> before,
      @ForAll @Size(PAYEES) List<@IntRange(max = 9) Integer> now,
      @ForAll Random random) {
    List<SettlementLeaf> rows = rows(now, new int[PAYEES]);
    List<SettlementLeaf> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    for (DistributorKind kind : DistributorKind.values()) {
      LeafBook earlier = book(rows(before, new int[PAYEES]));
      assertThat(Continuity.breaks(kind, earlier, book(shuffled)))
          .containsExactlyInAnyOrderElementsOf(Continuity.breaks(kind, earlier, book(rows)));
    }
  }

  private static List<LeafBook> settlements(List<List<Integer>> nights) {
    int[] total = new int[PAYEES];
    List<LeafBook> settlements = new ArrayList<>();
    for (List<Integer> earned : nights) {
      settlements.add(book(rows(earned, total)));
    }
    return settlements;
  }

  /** Adds what is earned to {@code total}; who has something has a leaf. */
  private static List<SettlementLeaf> rows(List<Integer> earned, int[] total) {
    List<SettlementLeaf> rows = new ArrayList<>();
    for (int i = 0; i < PAYEES; i++) {
      int previous = total[i];
      total[i] += earned.get(i);
      if (total[i] > 0) {
        rows.add(Treasury.leaf("p" + i, Treasury.COIN, total[i], previous));
      }
    }
    return rows;
  }

  private static LeafBook book(List<SettlementLeaf> rows) {
    LeafBook book = new LeafBook();
    rows.forEach(book::add);
    return book;
  }
}

package org.tributary.influence.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tributary.influence.groups.GroupWorlds.BOUND;
import static org.tributary.influence.groups.GroupWorlds.signs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What buckets see, and what is decided from it. */
class DecisionsTest {
  private static final Nearness NEARNESS = Nearness.of(BOUND);

  /** Each row is near its neighbour and nobody else, so every second one leads. */
  @Test
  void aChainByHand() {
    BucketScan scan = new BucketScan(NEARNESS);
    Decisions decisions = new Decisions();
    int[] flipped = new int[0];
    for (int rank = 0; rank < 6; rank++) {
      BucketScan.Sight sight = scan.undecided(rank, signs(64, flipped));
      assertThat(sight.near()).isEqualTo(rank == 0 ? new int[0] : new int[] {rank - 1});
      assertThat(sight.complete()).isTrue();
      decisions.tell(rank, sight.near(), sight.complete());
      flipped = Arrays.copyOf(flipped, rank + 1);
      flipped[rank] = rank;
    }
    decisions.endRound();
    assertThat(decisions.anyWaits()).isFalse();
    for (int rank = 0; rank < 6; rank++) {
      assertThat(decisions.follows(rank)).as("row %d", rank).isEqualTo(rank % 2 == 1);
    }
  }

  @Test
  void aFloodIsNotKept() {
    BucketScan scan = new BucketScan(NEARNESS);
    for (int rank = 0; rank < 5_000; rank++) {
      BucketScan.Sight sight = scan.undecided(rank, signs(128, rank % 128));
      assertThat(sight.near()).hasSize(Math.min(rank, BucketScan.ENOUGH));
    }
    assertThat(scan.held()).isEqualTo(BucketScan.ENOUGH);
    BucketScan.Sight stranger = scan.undecided(5_000, new byte[128]);
    assertThat(stranger.near()).isEmpty();
    assertThat(stranger.complete()).as("what was let go may be near it").isFalse();
  }

  @Test
  void aRowThatMayBeNearAHiddenOneWaits() {
    Decisions decisions = new Decisions();
    decisions.tell(1, new int[] {0}, true);
    decisions.tell(2, new int[] {1}, true);
    decisions.tell(3, new int[] {1}, false);
    decisions.tell(4, new int[] {3}, true);
    decisions.tell(5, new int[] {3, 2}, false);
    decisions.endRound();
    assertThat(decisions.follows(1)).isTrue();
    assertThat(decisions.follows(2)).as("its only near row follows").isFalse();
    assertThat(decisions.waits(3)).isTrue();
    assertThat(decisions.waits(4)).as("row 3 may lead").isTrue();
    assertThat(decisions.follows(5)).as("row 2 leads, whatever row 3 does").isTrue();
    decisions.tell(4, new int[] {3}, true);
    decisions.endRound();
    assertThat(decisions.follows(4)).as("row 3 saw nobody and leads").isTrue();
    assertThat(decisions.anyWaits()).isFalse();
  }

  @Test
  void rowsComeInOrderAndRoundsGoOn() {
    Decisions decisions = new Decisions();
    decisions.tell(3, new int[0], false);
    assertThatThrownBy(() -> decisions.tell(3, new int[0], true)).hasMessageContaining("row 3");
    decisions.endRound();
    decisions.tell(3, new int[0], false);
    assertThatThrownBy(decisions::endRound).hasMessageContaining("decided nothing");
  }

  /** Scans of random buckets, in rounds, find the leaders that the rule has for what meets. */
  @Property(tries = 60)
  void roundsEndAtTheLeadersOfTheRule(@ForAll long seed) {
    List<GroupRow> rows = new ArrayList<>();
    for (GroupRow row : GroupWorlds.random(seed, 120, 64)) {
      if (row.accepted() && NEARNESS.isEvidence(row.q())) {
        rows.add(row);
      }
    }
    Random random = new Random(seed);
    int[][] buckets = new int[rows.size()][3];
    for (int[] each : buckets) {
      for (int band = 0; band < each.length; band++) {
        each[band] = 10 * band + (random.nextInt(4) == 0 ? random.nextInt(3) : 0);
      }
    }
    Decisions decisions = new Decisions();
    round(rows, buckets, decisions, true);
    while (decisions.anyWaits()) {
      round(rows, buckets, decisions, false);
    }
    List<Integer> leaders = new ArrayList<>();
    for (int rank = 0; rank < rows.size(); rank++) {
      int row = rank;
      boolean follows =
          leaders.stream()
              .anyMatch(
                  each ->
                      meet(buckets[row], buckets[each])
                          && NEARNESS.near(rows.get(row).q(), rows.get(each).q()));
      assertThat(decisions.follows(rank)).as("row %d", rank).isEqualTo(follows);
      if (!follows) {
        leaders.add(rank);
      }
    }
  }

  private static void round(
      List<GroupRow> rows, int[][] buckets, Decisions decisions, boolean first) {
    TreeMap<Integer, BucketScan> scans = new TreeMap<>();
    TreeMap<Integer, TreeSet<Integer>> near = new TreeMap<>();
    TreeSet<Integer> incomplete = new TreeSet<>();
    Decisions known = decisions.copy();
    for (int rank = 0; rank < rows.size(); rank++) {
      for (int bucket : buckets[rank]) {
        BucketScan scan = scans.computeIfAbsent(bucket, key -> new BucketScan(NEARNESS));
        if (first || known.waits(rank)) {
          BucketScan.Sight sight = scan.undecided(rank, rows.get(rank).q());
          TreeSet<Integer> all = near.computeIfAbsent(rank, key -> new TreeSet<>());
          Arrays.stream(sight.near()).forEach(all::add);
          if (!sight.complete()) {
            incomplete.add(rank);
          }
        } else if (!known.follows(rank)) {
          scan.leader(rank, rows.get(rank).q());
        }
      }
    }
    near.forEach(
        (rank, all) ->
            decisions.tell(
                rank,
                all.stream().mapToInt(Integer::intValue).toArray(),
                !incomplete.contains(rank)));
    decisions.endRound();
  }

  private static boolean meet(int[] a, int[] b) {
    for (int band = 0; band < a.length; band++) {
      if (a[band] == b[band]) {
        return true;
      }
    }
    return false;
  }
}

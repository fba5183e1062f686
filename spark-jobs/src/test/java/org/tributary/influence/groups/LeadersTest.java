package org.tributary.influence.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.influence.groups.GroupWorlds.BOUND;
import static org.tributary.influence.groups.GroupWorlds.row;
import static org.tributary.influence.groups.GroupWorlds.signs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LeadersTest {
  private static final int TRIES = 60;

  /** One flipped sign of 64 is a cosine of 0.96875, two are 0.9375: near, and not near. */
  @Test
  void aWorldByHand() {
    GroupRow first = row("first", "A", 1, true, signs(64));
    GroupRow near = row("near", "B", 2, true, signs(64, 0));
    GroupRow nearTheNear = row("nearTheNear", "C", 3, true, signs(64, 0, 1));
    GroupRow nearBoth = row("nearBoth", "D", 4, true, signs(64, 1));
    GroupRow copy = row("copy", "A", 5, true, signs(64, 9, 10, 11, 12));
    GroupRow copyOfNear = row("copyOfNear", "B", 6, true, signs(64, 0));
    GroupRow rejected = row("rejected", "E", 0, false, signs(64));
    GroupRow rejectedLater = row("rejectedLater", "F", 7, false, signs(64));
    List<Membership> found =
        Leaders.of(
                List.of(
                    rejectedLater, copyOfNear, copy, nearBoth, nearTheNear, near, first, rejected),
                BOUND)
            .memberships();
    assertThat(found.stream().map(LeadersTest::text))
        .containsExactly(
            "near -> first NEAR_DUPLICATE 968750",
            "nearBoth -> first NEAR_DUPLICATE 968750",
            "copy -> first EXACT_DUPLICATE none",
            "copyOfNear -> first NEAR_DUPLICATE 968750",
            "rejectedLater -> first NEAR_DUPLICATE 1000000");
  }

  @Test
  void aRejectedRowSpeaksForNobody() {
    Leaders leaders =
        Leaders.of(
            List.of(
                row("a", "A", 1, false, signs(64)),
                row("b", "A", 2, true, signs(64)),
                row("c", "C", 3, true, signs(64))),
            BOUND);
    assertThat(leaders.leads(0)).isFalse();
    assertThat(leaders.leaderOf(0)).as("the later row isn't its original").isZero();
    assertThat(leaders.leads(1)).isTrue();
    assertThat(leaders.leaderOf(2)).isEqualTo(1);
  }

  @Test
  void tiesInTimeGoByDatanetAndId() {
    GroupRow b = new GroupRow("b", "1", "who", "B", 1, true, signs(64));
    GroupRow a2 = new GroupRow("a", "2", "who", "A2", 1, true, signs(64));
    GroupRow a1 = new GroupRow("a", "1", "who", "A1", 1, true, signs(64));
    Leaders leaders = Leaders.of(List.of(b, a2, a1), BOUND);
    assertThat(IntStream.range(0, 3).map(leaders::leaderOf)).containsOnly(2);
  }

  @Test
  void withABoundOfOneOnlyContentCounts() {
    List<Membership> found =
        Leaders.of(
                List.of(
                    row("a", "A", 1, true, signs(64)),
                    row("b", "B", 2, true, signs(64)),
                    row("c", "A", 3, true, signs(64))),
                1_000_000)
            .memberships();
    assertThat(found.stream().map(LeadersTest::text))
        .containsExactly("c -> a EXACT_DUPLICATE none");
  }

  @Property(tries = TRIES)
  void theTwinFindsTheSameGroups(@ForAll long seed) {
    List<GroupRow> rows = GroupWorlds.random(seed, 60, 64);
    assertThat(Leaders.of(rows, BOUND).memberships()).isEqualTo(GroupWorlds.twin(rows));
  }

  @Test
  void randomWorldsHaveSomethingToFind() {
    List<Membership> found = Leaders.of(GroupWorlds.random(1, 60, 64), BOUND).memberships();
    assertThat(found).extracting(Membership::reason).contains(GroupReason.values());
    assertThat(found.stream().filter(each -> !each.member().accepted())).isNotEmpty();
    assertThat(found.stream().map(Membership::leader).distinct().count()).isGreaterThan(4);
  }

  @Property(tries = TRIES)
  void theOrderOfRowsDoesNotMatter(@ForAll long seed) {
    List<GroupRow> rows = GroupWorlds.random(seed, 60, 64);
    List<GroupRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(Leaders.of(shuffled, BOUND).memberships())
        .isEqualTo(Leaders.of(rows, BOUND).memberships());
  }

  @Property(tries = TRIES)
  void membersNeverLeadAndLeadersKeepApart(@ForAll long seed) {
    List<GroupRow> rows = GroupWorlds.random(seed, 60, 64);
    Leaders leaders = Leaders.of(rows, BOUND);
    for (int i = 0; i < rows.size(); i++) {
      int leader = leaders.leaderOf(i);
      if (leader != i) {
        assertThat(leaders.leads(leader)).isTrue();
        assertThat(GroupRow.ACCEPTANCE.compare(rows.get(leader), rows.get(i))).isNegative();
      }
    }
    List<GroupRow> leading =
        IntStream.range(0, rows.size()).filter(leaders::leads).mapToObj(rows::get).toList();
    assertThat(Leaders.of(leading, BOUND).memberships()).as("leaders of leaders").isEmpty();
  }

  @Property(tries = TRIES)
  void aLaterCopyChangesNobodyElse(@ForAll long seed) {
    List<GroupRow> rows = GroupWorlds.random(seed, 60, 64);
    Random random = new Random(seed);
    Leaders before = Leaders.of(rows, BOUND);
    int copied =
        IntStream.range(0, rows.size()).filter(i -> rows.get(i).accepted()).findFirst().orElse(-1);
    if (copied < 0) {
      return;
    }
    GroupRow source = rows.get(copied);
    List<GroupRow> more = new ArrayList<>(rows);
    // Right behind its original, so before many of the others.
    more.add(
        new GroupRow(
            source.datanetId(),
            source.contributionId() + "-copy",
            "copier",
            !before.leads(copied) || random.nextBoolean() ? source.contentSha256() : "new content",
            source.acceptedAt(),
            true,
            source.q()));
    Leaders after = Leaders.of(more, BOUND);
    boolean found = after.leaderOf(rows.size()) != rows.size();
    assertThat(found || !Nearness.of(BOUND).isEvidence(source.q())).isTrue();
    if (found) {
      assertThat(byMember(after))
          .containsAllEntriesOf(byMember(before))
          .hasSize(byMember(before).size() + 1);
    }
  }

  private static Map<String, String> byMember(Leaders leaders) {
    return leaders.memberships().stream()
        .collect(
            Collectors.toMap(
                each -> each.member().datanetId() + "/" + each.member().contributionId(),
                LeadersTest::text));
  }

  private static String text(Membership each) {
    return each.member().contributionId()
        + " -> "
        + each.leader().contributionId()
        + " "
        + each.reason()
        + " "
        + (each.cosinePpm().isPresent() ? each.cosinePpm().getAsInt() : "none");
  }
}

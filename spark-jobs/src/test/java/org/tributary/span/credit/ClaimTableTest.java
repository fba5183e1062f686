package org.tributary.span.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClaimTableTest {
  private record Key(int text, String contributorId) {}

  /** That a contribution holds a text. */
  private record Held(int text, Claim claim) {
    Key key() {
      return new Key(text, claim.contributorId());
    }
  }

  /** By definition: the earliest that stands speaks, and the place is the oldest's. */
  private static Claim sum(Claim one, Claim other) {
    Claim speaks =
        Stream.of(one, other)
            .filter(Claim::stands)
            .min(
                Comparator.comparingLong(Claim::acceptedAt)
                    .thenComparing(Claim::datanetId)
                    .thenComparing(Claim::contributionId))
            .orElse(one);
    return new Claim(
        speaks.datanetId(),
        speaks.contributorId(),
        speaks.contributionId(),
        speaks.datanetVersion(),
        speaks.acceptedAt(),
        speaks.position(),
        Math.min(one.claimedAt(), other.claimedAt()));
  }

  private static Claim ann(String contribution, long acceptedAt) {
    return Claim.of("datanet", "ann", contribution, 3, acceptedAt, 0);
  }

  /** Hand-worked: ann's later text stands, and has the place of the one that she removed. */
  @Test
  void aContributorHasOneClaimToATextByTheEarliestThatStandsWithTheOldestPlace() {
    ClaimTable table = new ClaimTable();
    int later = table.source(ann("c2", 20));
    int removed = table.source(Claim.removed("ann", 10));
    int latest = table.source(ann("c3", 30));
    int bob = table.source(Claim.of("datanet", "bob", "b1", 3, 15, 0));
    table.add(7, latest, 4, 30);
    table.add(7, removed, 0, 10);
    table.add(7, later, 2, 20);
    table.add(7, bob, 1, 15);
    table.add(8, removed, 5, 10);

    assertThat(table.size()).isEqualTo(3);
    assertThat(held(table.standing()))
        .isEqualTo(
            Map.of(
                new Key(7, "ann"), ann("c2", 20).at(2, 10),
                new Key(7, "bob"), Claim.of("datanet", "bob", "b1", 3, 15, 1)));
    assertThat(held(table.earliest()))
        .isEqualTo(Map.of(new Key(7, "ann"), ann("c2", 20).at(2, 10)));
  }

  @Test
  void hasNothingBeforeAnythingIsAdded() {
    ClaimTable table = new ClaimTable();
    assertThat(table.blocks(3)).hasSize(3).allMatch(block -> block.size() == 0);
    assertThat(table.standing().size()).isZero();
    assertThat(table.earliest().size()).isZero();
  }

  @Property(tries = 200)
  void isTheSumOfClaimsHoweverTheyAreSplitAndOrdered(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int parts) {
    Random random = new Random(seed);
    List<Held> all = claims(random, random.nextInt(400));
    Map<Key, Claim> sums = new HashMap<>();
    all.forEach(each -> sums.merge(each.key(), each.claim(), ClaimTableTest::sum));

    Collections.shuffle(all, random);
    List<ClaimTable> tasks = IntStream.range(0, 3).mapToObj(i -> new ClaimTable()).toList();
    for (Held each : all) {
      ClaimTable task = tasks.get(random.nextInt(tasks.size()));
      Claim claim = each.claim();
      task.add(each.text(), task.source(claim.at(0)), claim.position(), claim.claimedAt());
    }
    Map<Key, Claim> standing = new HashMap<>();
    Map<Key, Claim> earliest = new HashMap<>();
    int claims = 0;
    for (int part = 0; part < parts; part++) {
      ClaimTable together = new ClaimTable();
      for (ClaimTable task : tasks) {
        ClaimBlock block = task.blocks(parts).get(part);
        int mine = part;
        assertThat(Arrays.stream(block.texts())).allMatch(text -> text % parts == mine);
        together.add(block);
      }
      claims += together.size();
      standing.putAll(held(together.standing()));
      earliest.putAll(held(together.earliest()));
    }

    assertThat(claims).isEqualTo(sums.size());
    sums.values().removeIf(claim -> !claim.stands());
    assertThat(standing).isEqualTo(sums);
    Map<Integer, Claim> best = new HashMap<>();
    sums.forEach(
        (key, claim) ->
            best.merge(
                key.text(),
                claim,
                (one, other) -> Claim.PRIORITY.compare(one, other) <= 0 ? one : other));
    assertThat(earliest).hasSameSizeAs(best);
    earliest.forEach((key, claim) -> assertThat(claim).isEqualTo(best.get(key.text())));
  }

  /** Of few texts and contributors, so that most meet; no contribution holds a text twice. */
  private static List<Held> claims(Random random, int count) {
    List<Held> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String contributor = "contributor-" + random.nextInt(5);
      long acceptedAt = random.nextInt(10);
      int text = random.nextInt(30);
      claims.add(
          new Held(
              text,
              random.nextInt(4) == 0
                  ? Claim.removed(contributor, acceptedAt)
                  : Claim.of(
                      "datanet-" + random.nextInt(2),
                      contributor,
                      "contribution-" + i,
                      1,
                      acceptedAt,
                      random.nextInt(50))));
    }
    return claims;
  }

  private static Map<Key, Claim> held(ClaimBlock block) {
    Map<Key, Claim> held = new HashMap<>();
    for (int i = 0; i < block.size(); i++) {
      Claim claim = block.claim(i);
      assertThat(held.put(new Key(block.texts()[i], claim.contributorId()), claim)).isNull();
    }
    return held;
  }
}

package org.tributary.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.policy.LexicalRule;
import org.tributary.text.TextShare;
import org.tributary.text.Uncredited;

class LexicalSharesTest {
  /** k1 = 1 and b = 0: who has a term once has half of what it tells. */
  private static final LexicalRule FLAT = rule(1_000_000, 0, 64, 1_000_000, 20, 0, 700_000, 3);

  private static LexicalRule rule(
      int k1, int b, int terms, int common, int candidates, int floor, int within, int run) {
    return new LexicalRule(
        k1,
        b,
        terms,
        common,
        candidates,
        floor,
        within,
        run,
        3,
        Optional.empty(),
        Optional.empty());
  }

  private static LexicalOracle.Document text(String contributor, long acceptedAt, int... tokens) {
    return new LexicalOracle.Document(
        new Source("d", contributor, contributor + acceptedAt, 1, acceptedAt), true, tokens);
  }

  private static LexicalShares only(
      LexicalRule rule, List<LexicalOracle.Document> texts, int... output) {
    return new LexicalWorld(rule, texts, List.of())
        .shares(List.of(output), List.of(new BitSet()), 1, new Random(1))
        .get(0);
  }

  /**
   * N = 3, so a term of one contribution tells log2(8 / 3) bits, 92,735 units. The output says 1, 2
   * and 9. Ann has 1 and 2 once each: half of both, 46,367 each. Bob has 2 four times: 4 / 5 of it;
   * but 2 is in two contributions, so it tells log2(8 / 5) = 0.678 bits, 44,438 units. Ann's half
   * of that is 22,219, Bob's four fifths 35,550. Nobody has 9, which tells log2(8) = 3 bits,
   * 196,608.
   *
   * <p>Ann scores 46,367 + 22,219 = 68,586 and goes first; Bob earns what he has of 2 beyond her:
   * 13,331. The rest of 92,735 + 44,438 + 196,608 = 333,781 is nobody's: 251,864.
   */
  @Test
  void byHand() {
    LexicalShares shares =
        only(
            rule(1_000_000, 0, 64, 1_000_000, 20, 0, 700_000, 2),
            List.of(text("ann", 1, 1, 2), text("bob", 2, 2, 2, 2, 2), text("cat", 3, 7, 7)),
            1,
            2,
            9);
    assertThat(shares.shares())
        .extracting(TextShare::contributorId, TextShare::weight, TextShare::share)
        .containsExactly(
            tuple("ann", 68_586L, 205_482_038L),
            tuple("bob", 13_331L, 39_939_361L),
            tuple(null, 251_864L, 754_578_601L));
    assertThat(shares.evidence().get(1).terms())
        .containsExactly(new LexicalShares.Term(2, 4, 44_438, 13_331));
  }

  @Test
  void aCopyEarnsNothing() {
    int[] original = {1, 2, 3, 4, 5, 6, 7, 8};
    List<LexicalOracle.Document> honest =
        List.of(text("ann", 1, original), text("cat", 2, 20, 21, 22, 23));
    List<LexicalOracle.Document> copied = new ArrayList<>(honest);
    copied.add(text("eve", 3, original));
    copied.add(text("eve2", 4, 3, 4, 5, 6));
    copied.add(text("eve3", 5, 3, 4));
    copied.add(text("eve4", 6, 5));
    LexicalShares without = only(FLAT, honest, original);
    LexicalShares with = only(FLAT, copied, original);
    assertThat(with.shares())
        .as("copies and cuttings, also shorter ones than a run, have nothing of their own")
        .isEqualTo(without.shares());
  }

  @Test
  void theOnlyContributionIsntCommon() {
    TextShare first = only(FLAT, List.of(text("ann", 1, 1, 2, 3)), 1, 2, 3).shares().get(0);
    assertThat(first.contributorId()).isEqualTo("ann");
    assertThat(first.share()).as("half, rounded down").isBetween(499_900_000L, 500_000_000L);
  }

  /** In other words, in other order: no run is shared, so all of it is Eve's own. */
  @Test
  void wordsInAnotherOrderEarnWhatTheOriginalLacks() {
    int[] original = {1, 2, 3, 4, 5, 6};
    LexicalShares shares =
        only(
            FLAT,
            List.of(
                text("ann", 1, original),
                text("eve", 3, 6, 5, 4, 3, 2, 1),
                text("cat", 2, 20, 21, 22, 23)),
            original);
    assertThat(shares.evidence())
        .as("near scores: the earliest first, and she has all that there is")
        .extracting(each -> each.candidate().source().contributorId())
        .containsExactly("ann");
    LexicalRule best = rule(1_000_000, 1_000_000, 64, 1_000_000, 20, 0, 1_000_000, 3);
    assertThat(
            only(
                    best,
                    List.of(
                        text("ann", 1, 1, 2, 3, 4, 5, 6, 30, 31, 32, 33),
                        text("eve", 3, 6, 5, 4, 3, 2, 1)),
                    original)
                .evidence()
                .get(0)
                .candidate()
                .source()
                .contributorId())
        .as("best first: the shorter one wins")
        .isEqualTo("eve");
  }

  @Test
  void whatRepeatsThePromptIsNobodys() {
    BitSet echo = new BitSet();
    echo.set(0, 2);
    LexicalShares shares =
        new LexicalWorld(FLAT, List.of(text("ann", 1, 1, 2, 3)), List.of())
            .shares(List.of(new int[] {1, 2, 3}), List.of(echo), 1, new Random(1))
            .get(0);
    assertThat(shares.shares())
        .extracting(each -> each.reason() == null ? each.contributorId() : each.reason().name())
        .containsExactly("ann", "NO_MATCH", "PROMPT_ECHO");
    assertThat(shares.shares().get(2).share()).isBetween(666_000_000L, 667_000_000L);
  }

  @Test
  void nothingSaidIsNoMatch() {
    assertThat(only(FLAT, List.of(text("ann", 1, 1, 2, 3))).shares())
        .containsExactly(new TextShare(null, null, Uncredited.NO_MATCH, 0, TextShare.WHOLE));
  }

  @Property(tries = 400)
  void isWhatTheDefinitionsSayInAnyOrder(@ForAll long seed) {
    Random random = new Random(seed);
    LexicalRule rule =
        rule(
            random.nextInt(3_000_000),
            random.nextInt(1_000_001),
            1 + random.nextInt(6),
            300_000 + random.nextInt(700_001),
            1 + random.nextInt(4),
            random.nextInt(400_000),
            random.nextInt(1_000_001),
            1 + random.nextInt(4));
    LexicalWorld world = LexicalWorld.random(random, rule);
    List<int[]> outputs = new ArrayList<>();
    List<BitSet> echoes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      outputs.add(random.ints(random.nextInt(10), 0, 10).toArray());
      echoes.add(BitSet.valueOf(new long[] {random.nextInt(8)}));
      echoes.get(i).clear(outputs.get(i).length, 64);
    }
    LexicalOracle oracle = world.oracle();
    List<LexicalShares> shares = world.shares(outputs, echoes, 1, random);
    for (int output = 0; output < outputs.size(); output++) {
      List<TextShare> got = shares.get(output).shares();
      assertThat(got.stream().mapToLong(TextShare::share).sum()).isEqualTo(TextShare.WHOLE);
      assertThat(got.stream().filter(each -> each.weight() > 0).map(LexicalSharesTest::earned))
          .containsExactlyInAnyOrderElementsOf(
              oracle.earned(outputs.get(output), echoes.get(output)));
      assertThat(
              shares.get(output).evidence().stream()
                  .mapToLong(LexicalShares.Evidence::weight)
                  .sum())
          .isEqualTo(
              got.stream()
                  .filter(each -> each.reason() == null)
                  .mapToLong(TextShare::weight)
                  .sum());
    }
    for (int parts : new int[] {2, 5}) {
      List<LexicalShares> again = world.shares(outputs, echoes, parts, random);
      assertThat(again.stream().map(LexicalShares::shares).toList())
          .isEqualTo(shares.stream().map(LexicalShares::shares).toList());
      assertThat(again.stream().map(LexicalSharesTest::evidence).toList())
          .isEqualTo(shares.stream().map(LexicalSharesTest::evidence).toList());
    }
  }

  private static LexicalOracle.Earned earned(TextShare share) {
    return new LexicalOracle.Earned(
        share.datanetId(),
        share.contributorId(),
        share.reason() == null ? null : share.reason().name(),
        share.weight());
  }

  private static List<String> evidence(LexicalShares shares) {
    return shares.evidence().stream()
        .map(
            each ->
                each.candidate().source()
                    + " "
                    + each.weight()
                    + Arrays.toString(each.candidate().counts())
                    + each.terms())
        .toList();
  }
}

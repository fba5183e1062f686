package org.tributary.evaluate.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tributary.sample.code.CodeDatanets;
import org.tributary.sample.code.Corpus;
import org.tributary.text.TextShare;

class SpanAttackTest {
  private static final int SEEDS = 3;

  /** A hundredth of a pool of 80: a piece between two of public text, at most. */
  private static final long CRUMB = TextShare.WHOLE / 100;

  private static final Path README =
      Path.of("src/main/java/org/tributary/attribute/span/README.md");

  /** Under the default rule, and with a background. */
  private static List<SpanTrial> trials;

  @BeforeAll
  static void makeWorlds() {
    CodeDatanets code = CodeDatanets.of(Corpus.in(Corpus.standardFolder()), HonestWorld::takes);
    trials =
        IntStream.range(0, SEEDS)
            .mapToObj(seed -> HonestWorld.of(code, seed))
            .flatMap(
                world ->
                    List.of(false, true).stream()
                        .map(known -> SpanTrial.of(world, SpanAttackTable.ALL, known)))
            .toList();
  }

  @Test
  void everybodyEarnsWithoutAnAttack() {
    for (SpanTrial trial : trials) {
      SpanProfit same = trial.profit(SpanAttack.COPIES_OF_OWN);
      assertThat(same.without()).isPositive();
      assertThat(trial.honest())
          .hasSize(SpanAttack.OUTPUTS)
          .allSatisfy(
              output ->
                  assertThat(output.shares().stream().mapToLong(TextShare::share).sum())
                      .isEqualTo(TextShare.WHOLE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPromisedNeverPays(SpanAttack attack) {
    for (SpanTrial trial : trials) {
      SpanProfit profit = trial.profit(attack);
      String where = attack + " in world " + trial.world().seed() + ": " + profit;
      if (attack.promised()) {
        assertThat(profit.gross()).as(where).isNotPositive();
      }
      assertThat(profit.with())
          .as(where)
          .isLessThanOrEqualTo(TextShare.WHOLE * (SpanAttack.OUTPUTS + SpanAttack.ASKED));
    }
  }

  @Test
  void nobodyEarnsMoreThanHePays() {
    trials.forEach(trial -> assertThat(trial.profit(SpanAttack.WASH).net()).isNegative());
  }

  @Test
  void aBackgroundLeavesPublicTextAndBoilerplateToNobody() {
    for (SpanTrial trial : trials) {
      if (!trial.pay().background().isEmpty()) {
        assertThat(trial.profit(SpanAttack.LAND_GRAB).gross()).isLessThan(CRUMB);
        assertThat(trial.profit(SpanAttack.BOILERPLATE).gross()).isLessThan(CRUMB);
      }
    }
  }

  @Test
  void theReadmeSaysWhatAttacksEarn() throws IOException {
    List<String> table = SpanAttackTable.lines(Corpus.standardFolder());
    assertThat(Files.readAllLines(README)).containsSubsequence(table);
    assertThat(Arrays.stream(SpanAttack.values()).filter(SpanAttack::promised).map(SpanAttack::id))
        .contains("A1", "A2", "A4", "A5", "A7", "A10");
  }
}

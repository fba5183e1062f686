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
import org.tributary.schemas.policy.LexicalRule;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.text.TextShare;

class SpanAttackTest {
  private static final int SEEDS = 3;

  /** A hundredth of a pool of 80: a piece between two of public text, at most. */
  private static final long CRUMB = TextShare.WHOLE / 100;

  private static final Path README =
      Path.of("src/main/java/org/tributary/attribute/span/README.md");

  private static final Path LEXICAL_README =
      Path.of("src/main/java/org/tributary/attribute/lexical/README.md");

  /** Under the default rule, and with a background. */
  private static List<SpanTrial> trials;

  /** With a part for others who hold a span. */
  private static List<SpanTrial> divided;

  /** Method lexical under its default rule. */
  private static List<SpanTrial> byWords;

  @BeforeAll
  static void makeWorlds() {
    CodeDatanets code = CodeDatanets.of(Corpus.in(Corpus.standardFolder()), HonestWorld::takes);
    List<HonestWorld> worlds =
        IntStream.range(0, SEEDS).mapToObj(seed -> HonestWorld.of(code, seed)).toList();
    byWords =
        worlds.stream()
            .map(world -> SpanTrial.of(world, new LexicalPay(LexicalRule.DEFAULT, List.of())))
            .toList();
    trials =
        worlds.stream()
            .flatMap(
                world ->
                    List.of(false, true).stream()
                        .map(known -> SpanTrial.of(world, SpanAttackTable.ALL, known)))
            .toList();
    divided =
        worlds.stream().map(world -> SpanTrial.of(world, SpanAttackTable.MOST, true)).toList();
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
                  assertThat(output.stream().mapToLong(TextShare::share).sum())
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

  @ParameterizedTest
  @EnumSource
  void copiesHaveNoPartInWhatTheEarliestLeaves(SpanAttack attack) {
    for (SpanTrial trial : divided) {
      if (attack.promised()) {
        assertThat(trial.profit(attack).gross()).as(attack.words()).isNotPositive();
      }
    }
  }

  /**
   * By words as by spans, but for a crumb: what the model says of the words that an edit put in.
   */
  @ParameterizedTest
  @EnumSource
  void byWordsCopiesEarnNoMore(SpanAttack attack) {
    for (SpanTrial trial : byWords) {
      SpanProfit profit = trial.profit(attack);
      String where = attack + " in world " + trial.world().seed() + ": " + profit;
      if (attack.promised()) {
        assertThat(profit.gross()).as(where).isLessThan(TextShare.WHOLE / 2);
      }
      assertThat(profit.net()).as(where).isLessThan(TextShare.WHOLE * SpanAttack.OUTPUTS / 2);
    }
  }

  @Test
  void byWordsCopiesAndCuttingsChangeNothing() {
    for (SpanTrial trial : byWords) {
      for (SpanAttack attack :
          List.of(SpanAttack.SYBIL_COPIES, SpanAttack.POISONED_FREQUENCY, SpanAttack.PROMPT_ECHO)) {
        assertThat(trial.profit(attack).gross()).as(attack.words()).isZero();
      }
    }
  }

  @Test
  void paraphrasesPayTheAuthorByWordsAndNobodyBySpans() {
    for (SpanTrial trial : byWords) {
      ParaphraseTable.Given words = ParaphraseTable.given(trial.world(), trial.pay(), 6);
      assertThat(words.right()).isGreaterThan(2 * words.wrong()).isGreaterThan(TextShare.WHOLE / 5);
      assertThat(ParaphraseTable.given(trial.world(), SpanPay.of(SpanRule.DEFAULT, List.of()), 6))
          .isEqualTo(new ParaphraseTable.Given(0, 0));
    }
  }

  @Test
  void nobodyEarnsMoreThanHePays() {
    trials.forEach(trial -> assertThat(trial.profit(SpanAttack.WASH).net()).isNegative());
  }

  @Test
  void aBackgroundLeavesPublicTextAndBoilerplateToNobody() {
    for (SpanTrial trial : trials) {
      if (trial.pay() instanceof SpanPay pay && !pay.background().isEmpty()) {
        assertThat(trial.profit(SpanAttack.LAND_GRAB).gross()).isLessThan(CRUMB);
        assertThat(trial.profit(SpanAttack.BOILERPLATE).gross()).isLessThan(CRUMB);
      }
    }
  }

  @Test
  void theReadmesSayWhatAttacksEarn() throws IOException {
    List<String> table = SpanAttackTable.lines(Corpus.standardFolder());
    assertThat(Files.readAllLines(README)).containsSubsequence(table);
    assertThat(Files.readAllLines(LEXICAL_README))
        .containsSubsequence(ParaphraseTable.lines(Corpus.standardFolder()));
    assertThat(Arrays.stream(SpanAttack.values()).filter(SpanAttack::promised).map(SpanAttack::id))
        .contains("A1", "A2", "A4", "A5", "A7", "A10");
  }
}

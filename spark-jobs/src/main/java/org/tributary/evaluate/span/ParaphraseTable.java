package org.tributary.evaluate.span;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tributary.sample.Draws;
import org.tributary.sample.code.CodeDatanets;
import org.tributary.sample.code.Corpus;
import org.tributary.schemas.policy.LexicalRule;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.text.TextShare;

/**
 * Who is paid for outputs that say what one contribution says in other words, as a table in
 * Markdown: each output is a piece of a contribution with one token in so many replaced by another
 * of the vocabulary.
 */
public final class ParaphraseTable {
  private static final int OUTPUTS = 80;
  private static final int PIECE = 150;

  /** One token in so many is replaced; 0: none. */
  static final List<Integer> CHANGED = List.of(0, 20, 10, 6, 4, 3);

  private ParaphraseTable() {}

  /**
   * What a method gave, in parts per billion of the pool of an output, mean over outputs.
   *
   * @param right to the contributor whose text was said
   * @param wrong to others
   */
  record Given(long right, long wrong) {}

  /** The lines of the table. */
  public static List<String> lines(Path corpus) {
    CodeDatanets code = CodeDatanets.of(Corpus.in(corpus), HonestWorld::takes);
    List<HonestWorld> worlds =
        IntStream.range(0, SpanAttackTable.WORLDS)
            .mapToObj(seed -> HonestWorld.of(code, seed))
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add("| one token changed in | span: right | wrong | lexical: right | wrong |");
    lines.add("|---|---:|---:|---:|---:|");
    for (int every : CHANGED) {
      List<Given> spans = new ArrayList<>();
      List<Given> words = new ArrayList<>();
      for (HonestWorld world : worlds) {
        spans.add(given(world, SpanPay.of(SpanRule.DEFAULT, List.of()), every));
        words.add(given(world, new LexicalPay(LexicalRule.DEFAULT, List.of()), every));
      }
      lines.add(
          "| "
              + (every == 0 ? "none" : String.valueOf(every))
              + " | "
              + String.join(
                  " | ",
                  percent(spans.stream().mapToLong(Given::right).sum()),
                  percent(spans.stream().mapToLong(Given::wrong).sum()),
                  percent(words.stream().mapToLong(Given::right).sum()),
                  percent(words.stream().mapToLong(Given::wrong).sum()))
              + " |");
    }
    return lines;
  }

  /** What a method gives for paraphrases of a world's contributions. */
  static Given given(HonestWorld world, TextPay pay, int every) {
    Draws draws = Draws.of(world.seed(), "paraphrases");
    Forgery forgery = new Forgery(world);
    List<String> authors = new ArrayList<>();
    List<Spoken> log = new ArrayList<>();
    for (int i = 0; i < OUTPUTS; i++) {
      Contribution said = world.contributions().get(draws.below(world.contributions().size()));
      int from = draws.below(said.tokens().length - PIECE);
      int[] piece = Arrays.copyOfRange(said.tokens(), from, from + PIECE);
      authors.add(said.contributor());
      log.add(Spoken.unprompted(every == 0 ? piece : forgery.edited(piece, every)));
    }
    List<List<TextShare>> shares = pay.shares(world.contributions(), HonestWorld.VERSION, log);
    long right = 0;
    long all = 0;
    for (int i = 0; i < OUTPUTS; i++) {
      for (TextShare each : shares.get(i)) {
        all += each.contributorId() == null ? 0 : each.share();
        right += authors.get(i).equals(each.contributorId()) ? each.share() : 0;
      }
    }
    return new Given(right / OUTPUTS, (all - right) / OUTPUTS);
  }

  private static String percent(long sum) {
    return BigDecimal.valueOf(sum, 7)
            .divide(BigDecimal.valueOf(SpanAttackTable.WORLDS), 1, RoundingMode.HALF_UP)
        + " %";
  }
}

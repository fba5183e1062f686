package org.tributary.evaluate.span;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tributary.sample.code.CodeDatanets;
import org.tributary.sample.code.Corpus;
import org.tributary.schemas.policy.LexicalRule;

/** What every attack earns, as a table in Markdown. */
public final class SpanAttackTable {
  /** Worlds that a number is the mean of. */
  static final int WORLDS = 3;

  /** All to the earliest claim: the default. */
  static final int ALL = 1_000_000;

  /** Seven parts of ten to the earliest claim. */
  static final int MOST = 700_000;

  private static final int PLACES = 2;
  private static final int POOL_DIGITS = 9;

  private SpanAttackTable() {}

  /**
   * The lines of the table: a line an attack, and what it changes of the pools of {@link
   * SpanAttack#OUTPUTS} outputs, mean over worlds.
   *
   * @param corpus folder of the sample's jars
   * @throws org.tributary.schemas.TributaryException INPUT_MISSING where one isn't there
   */
  public static List<String> lines(Path corpus) {
    CodeDatanets code = CodeDatanets.of(Corpus.in(corpus), HonestWorld::takes);
    List<HonestWorld> worlds =
        IntStream.range(0, WORLDS).mapToObj(seed -> HonestWorld.of(code, seed)).toList();
    List<List<SpanTrial>> columns = new ArrayList<>();
    for (int alpha : new int[] {ALL, MOST}) {
      for (boolean background : new boolean[] {false, true}) {
        columns.add(worlds.stream().map(world -> SpanTrial.of(world, alpha, background)).toList());
      }
    }
    for (boolean background : new boolean[] {false, true}) {
      columns.add(
          worlds.stream()
              .map(
                  world ->
                      SpanTrial.of(
                          world,
                          new LexicalPay(
                              LexicalRule.DEFAULT, background ? world.background() : List.of())))
              .toList());
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "| | attack | default | with a background | victim | 70 % to the earliest | 70 %, background |"
            + " lexical | lexical, background | victim |");
    lines.add("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (SpanAttack attack : SpanAttack.values()) {
      List<SpanProfit> profits = columns.stream().map(trials -> sum(trials, attack)).toList();
      lines.add(
          String.join(
              " | ",
              "| " + attack.id(),
              attack.words(),
              profit(attack, profits.get(0)),
              profit(attack, profits.get(1)),
              pools(profits.get(0).victim()),
              profit(attack, profits.get(2)),
              profit(attack, profits.get(3)),
              profit(attack, profits.get(4)),
              profit(attack, profits.get(5)),
              pools(profits.get(4).victim()) + " |"));
    }
    return lines;
  }

  private static SpanProfit sum(List<SpanTrial> trials, SpanAttack attack) {
    return trials.stream()
        .map(trial -> trial.profit(attack))
        .reduce(SpanProfit.NONE, SpanProfit::plus);
  }

  /** The profit; where he pays himself, also less that. */
  private static String profit(SpanAttack attack, SpanProfit profit) {
    return attack.paid() == 0
        ? pools(profit.gross())
        : pools(profit.gross()) + ", net " + pools(profit.net());
  }

  private static String pools(long parts) {
    BigDecimal pools =
        BigDecimal.valueOf(parts, POOL_DIGITS)
            .divide(BigDecimal.valueOf(WORLDS), PLACES, RoundingMode.HALF_UP);
    return pools.signum() > 0 ? "+" + pools : pools.toPlainString();
  }
}

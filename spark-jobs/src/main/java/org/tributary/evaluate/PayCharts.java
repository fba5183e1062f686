package org.tributary.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tributary.evaluate.pay.AttackFactor;
import org.tributary.evaluate.pay.MixedWorld;
import org.tributary.evaluate.pay.PayEvaluation;
import org.tributary.evaluate.pay.Rule;

/** Charts of pay as inline SVG. Colours come from the page's style sheet. */
public final class PayCharts {
  private static final int WIDTH = 760;
  private static final int LEFT = 56;
  private static final int RIGHT = 20;
  private static final int TOP = 24;
  private static final int PANEL = 310;
  private static final int GAP = 64;
  private static final int SCATTER_HEIGHT = 400;
  private static final double SMALL_EFFECT = 0.001;
  private static final int BAR = 12;
  private static final int GROUP = 40;
  private static final int NAMES = 200;
  private static final double LOWEST_FACTOR = 0.05;
  private static final double HIGHEST_FACTOR = 10;
  private static final List<Double> FACTORS = List.of(0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0);

  private final StringBuilder svg = new StringBuilder();

  private PayCharts() {}

  /**
   * Share of the money by effect, one dot per contributor: a panel per rule, at most {@link
   * DampingChart#COLOURS} of them.
   */
  public static String scatter(double[] effects, List<MixedWorld.Paid> rules) {
    return new PayCharts().drawScatter(effects, rules);
  }

  /** Attack factors, two bars per attack, on a logarithmic scale. */
  static String attacks(PayEvaluation pay) {
    return new PayCharts().drawAttacks(pay);
  }

  private String drawScatter(double[] effects, List<MixedWorld.Paid> rules) {
    int width = LEFT + rules.size() * (PANEL + GAP) - GAP + RIGHT;
    append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Pay by effect\">\n",
        width, SCATTER_HEIGHT);
    double lowest = Math.min(0, Arrays.stream(effects).min().orElse(0));
    double highest = Math.max(0, Arrays.stream(effects).max().orElse(0));
    double span = highest > lowest ? highest - lowest : 1;
    double largest = 0;
    for (MixedWorld.Paid rule : rules) {
      largest = Math.max(largest, Arrays.stream(rule.shares()).max().orElse(0));
    }
    int panel = 0;
    for (MixedWorld.Paid rule : rules) {
      int left = LEFT + panel * (PANEL + GAP);
      int bottom = TOP + PANEL;
      double zero = left - lowest / span * PANEL;
      line("grid", left, bottom, left + PANEL, bottom);
      line("baseline colour-" + panel, zero, TOP, zero, bottom);
      text("middle", left + PANEL / 2.0, TOP - 8, rule.rule());
      text("middle", left + PANEL / 2.0, bottom + 44, "effect on the loss when left out");
      text("middle", zero, bottom + 20, "0");
      text("middle", left + PANEL, bottom + 20, effect(highest));
      text("end", left - 6, TOP + 10, Numbers.fixed(100 * largest, 1) + " %");
      text("end", left - 6, bottom, "0 %");
      double[] shares = rule.shares();
      for (int c = 0; c < shares.length; c++) {
        double x = left + (effects[c] - lowest) / span * PANEL;
        double y = bottom - (largest > 0 ? shares[c] / largest : 0) * PANEL;
        String dot = "<circle class=\"ring colour-%d\" cx=\"%s\" cy=\"%s\" r=\"4\"/>\n";
        append(dot, panel, tenth(x), tenth(y));
      }
      panel++;
    }
    return svg.append("</svg>\n").toString();
  }

  /** Effects of large models are small: then digits would be zeros. */
  private static String effect(double value) {
    return value == 0 || value >= SMALL_EFFECT
        ? Numbers.fixed(value, 3)
        : String.format(Locale.ROOT, "%.1e", value);
  }

  private String drawAttacks(PayEvaluation pay) {
    int height = TOP + GROUP * pay.attackNames().size() + GROUP;
    append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Attack factors\">\n", WIDTH, height);
    for (double factor : FACTORS) {
      line("grid", x(factor), TOP, x(factor), height - GROUP);
      text("middle", x(factor), height - GROUP + 20, Numbers.plain(factor));
    }
    line("baseline colour-2", x(1), TOP, x(1), height - GROUP);
    int at = TOP;
    for (String attack : pay.attackNames()) {
      text("end", NAMES - 8, at + 18, AttackFactor.words(attack));
      bar(0, at + 4, pay.attackFactor(attack, Rule.DEFAULT));
      bar(1, at + 6 + BAR, pay.attackFactor(attack, Rule.PUBLISHED));
      at += GROUP;
    }
    return svg.append("</svg>\n").toString();
  }

  private void bar(int colour, int y, double factor) {
    double end = x(factor);
    append(
        "<rect class=\"bar bar-%d\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"/>\n",
        colour, tenth(Math.min(x(1), end)), y, tenth(Math.abs(end - x(1))), BAR);
  }

  private static double x(double factor) {
    double shown = Math.max(LOWEST_FACTOR, Math.min(HIGHEST_FACTOR, factor));
    double place =
        StrictMath.log(shown / LOWEST_FACTOR) / StrictMath.log(HIGHEST_FACTOR / LOWEST_FACTOR);
    return NAMES + place * (WIDTH - NAMES - 24);
  }

  private void line(String style, double x1, double y1, double x2, double y2) {
    String line = "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n";
    append(line, style, tenth(x1), tenth(y1), tenth(x2), tenth(y2));
  }

  private void text(String anchor, double x, double y, String words) {
    append("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n", anchor, tenth(x), tenth(y), words);
  }

  private void append(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments));
  }

  private static String tenth(double pixels) {
    return Numbers.fixed(pixels, 1);
  }
}

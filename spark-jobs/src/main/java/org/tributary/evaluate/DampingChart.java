package org.tributary.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the datamodeling score depends on the damping, as an inline SVG: one curve per model in the
 * engine's arithmetic, a ring where double arithmetic puts the same score, and a dashed line for
 * gradient-dot. Colours come from the page's style sheet.
 */
final class DampingChart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 400;
  private static final int LEFT = 56;
  private static final int RIGHT = 24;
  private static final int TOP = 20;
  private static final int BOTTOM = 56;

  /** How many colours the style sheet has for models. */
  static final int COLOURS = 3;

  private final double lowest;
  private final double highest;
  private final StringBuilder svg = new StringBuilder();

  private DampingChart(List<Double> ratios) {
    this.lowest = ratios.stream().mapToDouble(StrictMath::log10).min().orElse(0);
    this.highest = ratios.stream().mapToDouble(StrictMath::log10).max().orElse(1);
  }

  static String of(Evaluation evaluation) {
    return new DampingChart(evaluation.protocol().dampingRatios()).draw(evaluation);
  }

  private String draw(Evaluation evaluation) {
    append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"LDS by damping\">\n", WIDTH, HEIGHT);
    drawAxes(evaluation.protocol().dampingRatios());
    for (int i = 0; i < evaluation.models().size(); i++) {
      drawModel(evaluation.models().get(i), i % COLOURS);
    }
    return svg.append("</svg>\n").toString();
  }

  private void drawAxes(List<Double> ratios) {
    for (int tenths = 0; tenths <= 10; tenths += 2) {
      double y = y(tenths / 10.0);
      line("grid", LEFT, y, WIDTH - RIGHT, y);
      text("end", LEFT - 8, y + 4, Numbers.fixed(tenths / 10.0, 1));
    }
    for (double ratio : ratios) {
      line("grid", x(ratio), TOP, x(ratio), HEIGHT - BOTTOM);
      text("middle", x(ratio), HEIGHT - BOTTOM + 20, Numbers.plain(ratio));
    }
    double middle = (LEFT + WIDTH - RIGHT) / 2.0;
    text("middle", middle, HEIGHT - 12, "damping / mean eigenvalue");
  }

  private void drawModel(ModelQuality model, int colour) {
    List<String> curve = new ArrayList<>();
    for (MethodQuality method : model.methods()) {
      if (method.method().equals(MethodQuality.GRADIENT_DOT)) {
        double y = y(method.inEngine().orElseThrow().datamodeling().mean());
        line("baseline colour-" + colour, LEFT, y, WIDTH - RIGHT, y);
      } else if (method.dampingRatio().isPresent()) {
        double x = x(method.dampingRatio().get());
        double y = y(method.inEngine().orElseThrow().datamodeling().mean());
        curve.add(tenth(x) + "," + tenth(y));
        ring(colour, x, y(method.inDouble().datamodeling().mean()));
      }
    }
    String points = String.join(" ", curve);
    append("<polyline class=\"curve colour-%d\" points=\"%s\"/>\n", colour, points);
  }

  private void ring(int colour, double x, double y) {
    String circle = "<circle class=\"ring colour-%d\" cx=\"%s\" cy=\"%s\" r=\"6\"/>\n";
    append(circle, colour, tenth(x), tenth(y));
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

  private double x(double ratio) {
    double span = highest > lowest ? highest - lowest : 1;
    return LEFT + (StrictMath.log10(ratio) - lowest) / span * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double score) {
    double shown = Math.max(0, Math.min(1, score));
    return HEIGHT - BOTTOM - shown * (HEIGHT - TOP - BOTTOM);
  }

  private static String tenth(double pixels) {
    return Numbers.fixed(pixels, 1);
  }
}

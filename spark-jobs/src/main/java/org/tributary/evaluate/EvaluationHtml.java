package org.tributary.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.tributary.evaluate.pay.MixedWorld;
import org.tributary.evaluate.pay.PayEvaluation;
import org.tributary.evaluate.pay.Rule;

/**
 * {@code evaluation.html}: the tables and the chart in one file that needs nothing else. All that
 * it shows are numbers and this package's own words, so there is nothing to escape.
 */
final class EvaluationHtml {
  private static final String STYLE = "evaluation.css";

  private EvaluationHtml() {}

  static String of(Evaluation evaluation) {
    Protocol protocol = evaluation.protocol();
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(EvaluationText.TITLE).append("</title>\n");
    page.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>").append(EvaluationText.TITLE).append("</h1>\n");
    evaluation.pay().ifPresent(pay -> appendPay(page, pay));
    evaluation.payTables().forEach(table -> append(page, table));
    page.append("<h2>Scores of single rows</h2>\n");
    page.append("<p>").append(EvaluationText.protocol(protocol)).append("</p>\n");
    appendChart(page, evaluation);
    for (ModelQuality model : evaluation.models()) {
      append(page, ScoreTable.of(model, protocol.leaveOneOut()));
    }
    page.append("<h2>What the columns mean</h2>\n<ul>\n");
    evaluation.pay().ifPresent(pay -> append(page, PayText.definitions()));
    append(page, EvaluationText.definitions(protocol));
    return page.append("</ul>\n</main>\n</body>\n</html>\n").toString();
  }

  private static void append(StringBuilder page, List<String> points) {
    points.forEach(point -> page.append("<li>").append(point).append("</li>\n"));
  }

  private static void appendPay(StringBuilder page, PayEvaluation pay) {
    page.append("<p>").append(PayText.summary(pay)).append("</p>\n");
    page.append("<p>").append(PayText.protocol(pay.protocol())).append("</p>\n");
    MixedWorld world = pay.worlds().get(0);
    page.append("<figure>\n").append(PayCharts.scatter(world)).append("<figcaption>");
    page.append("Share of the money by effect, seed ").append(world.seed());
    page.append(": one ring per contributor. Left of the dashed line data harms.");
    page.append("</figcaption>\n</figure>\n");
    if (!pay.attacks().isEmpty()) {
      page.append("<figure>\n").append(PayCharts.attacks(pay)).append("<figcaption>");
      page.append("Pay after an attack over pay before it, median. <span class=\"key key-0\">");
      page.append(Rule.DEFAULT).append("</span> <span class=\"key key-1\">");
      page.append(Rule.PUBLISHED).append("</span> Dashed: nothing gained or lost.");
      page.append("</figcaption>\n</figure>\n");
    }
  }

  private static void appendChart(StringBuilder page, Evaluation evaluation) {
    if (evaluation.protocol().dampingRatios().isEmpty()) {
      return;
    }
    page.append("<figure>\n").append(DampingChart.of(evaluation)).append("<figcaption>");
    page.append("LDS of gauss-newton by damping. ");
    for (int i = 0; i < evaluation.models().size(); i++) {
      page.append("<span class=\"key key-")
          .append(i % DampingChart.COLOURS)
          .append("\">L2 = ")
          .append(Numbers.plain(evaluation.models().get(i).l2()))
          .append("</span> ");
    }
    page.append("Curve: int8. Ring: float64. Dashed: gradient-dot.</figcaption>\n</figure>\n");
  }

  private static void append(StringBuilder page, Table table) {
    page.append("<h2>").append(table.caption()).append("</h2>\n<div class=\"frame\"><table>\n");
    page.append("<thead>")
        .append(line("th scope=\"col\"", "th", table.columns(), table.words(), ""));
    page.append("</thead>\n<tbody>\n");
    for (int i = 0; i < table.lines().size(); i++) {
      String style = table.best().equals(OptionalInt.of(i)) ? " class=\"best\"" : "";
      page.append(line("td", "td", table.lines().get(i), table.words(), style));
    }
    page.append("</tbody>\n</table></div>\n");
  }

  private static String line(
      String open, String close, List<String> cells, int words, String style) {
    StringBuilder line = new StringBuilder("<tr" + style + ">");
    for (int i = 0; i < cells.size(); i++) {
      String number = i < words ? "" : " class=\"number\"";
      line.append('<').append(open).append(number).append('>');
      line.append(cells.get(i)).append("</").append(close).append('>');
    }
    return line.append("</tr>\n").toString();
  }

  private static String style() {
    try (InputStream in = EvaluationHtml.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + STYLE, e);
    }
  }
}

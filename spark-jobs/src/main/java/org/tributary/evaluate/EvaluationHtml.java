package org.tributary.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
    page.append("<p>").append(EvaluationText.protocol(protocol)).append("</p>\n");
    appendChart(page, evaluation);
    for (ModelQuality model : evaluation.models()) {
      append(page, EvaluationTable.of(model, protocol.leaveOneOut()));
    }
    page.append("<h2>What the columns mean</h2>\n<ul>\n");
    for (String definition : EvaluationText.definitions(protocol)) {
      page.append("<li>").append(definition).append("</li>\n");
    }
    return page.append("</ul>\n</main>\n</body>\n</html>\n").toString();
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

  private static void append(StringBuilder page, EvaluationTable table) {
    page.append("<h2>").append(table.caption()).append("</h2>\n<div class=\"frame\"><table>\n");
    page.append("<thead>").append(line("th scope=\"col\"", "th", table.columns(), ""));
    page.append("</thead>\n<tbody>\n");
    for (int i = 0; i < table.lines().size(); i++) {
      String style = i == table.best() ? " class=\"best\"" : "";
      page.append(line("td", "td", table.lines().get(i), style));
    }
    page.append("</tbody>\n</table></div>\n");
  }

  private static String line(String open, String close, List<String> cells, String style) {
    StringBuilder line = new StringBuilder("<tr" + style + ">");
    for (int i = 0; i < cells.size(); i++) {
      String number = i < EvaluationTable.WORD_COLUMNS ? "" : " class=\"number\"";
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

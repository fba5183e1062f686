package org.tributary.evaluate;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code evaluation.md}: the tables. */
final class EvaluationMarkdown {
  private EvaluationMarkdown() {}

  static String of(Evaluation evaluation) {
    Protocol protocol = evaluation.protocol();
    StringBuilder page = new StringBuilder();
    page.append("# ").append(EvaluationText.TITLE).append("\n");
    evaluation
        .pay()
        .ifPresent(
            pay -> {
              page.append("\n").append(PayText.summary(pay)).append("\n\n");
              page.append(PayText.protocol(pay.protocol())).append("\n\n");
              append(page, PayText.definitions());
            });
    evaluation.payTables().forEach(table -> append(page, table));
    page.append("\n## Scores of single rows\n\n");
    page.append(EvaluationText.protocol(protocol)).append("\n\n");
    append(page, EvaluationText.definitions(protocol));
    for (ModelQuality model : evaluation.models()) {
      append(page, ScoreTable.of(model, protocol.leaveOneOut()));
    }
    return page.toString();
  }

  private static void append(StringBuilder page, List<String> points) {
    points.forEach(point -> page.append("- ").append(point).append('\n'));
  }

  private static void append(StringBuilder page, Table table) {
    page.append("\n## ").append(table.caption()).append("\n\n");
    page.append(line(table.columns()));
    page.append(
        IntStream.range(0, table.columns().size())
            .mapToObj(column -> column < table.words() ? "---" : "---:")
            .collect(Collectors.joining("|", "|", "|\n")));
    for (int i = 0; i < table.lines().size(); i++) {
      List<String> cells = table.lines().get(i);
      boolean best = table.best().equals(OptionalInt.of(i));
      page.append(line(best ? cells.stream().map(cell -> "**" + cell + "**").toList() : cells));
    }
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}

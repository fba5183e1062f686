package org.tributary.evaluate;

import java.util.List;
import java.util.stream.Collectors;

/** {@code evaluation.md}: the tables. */
final class EvaluationMarkdown {
  private EvaluationMarkdown() {}

  static String of(Evaluation evaluation) {
    Protocol protocol = evaluation.protocol();
    StringBuilder page = new StringBuilder();
    page.append("# ").append(EvaluationText.TITLE).append("\n\n");
    page.append(EvaluationText.protocol(protocol)).append("\n\n");
    for (String definition : EvaluationText.definitions(protocol)) {
      page.append("- ").append(definition).append('\n');
    }
    for (ModelQuality model : evaluation.models()) {
      append(page, EvaluationTable.of(model, protocol.leaveOneOut()));
    }
    return page.toString();
  }

  private static void append(StringBuilder page, EvaluationTable table) {
    page.append("\n## ").append(table.caption()).append("\n\n");
    page.append(line(table.columns()));
    page.append(
        table.columns().stream()
            .map(column -> table.columns().indexOf(column) < EvaluationTable.WORD_COLUMNS)
            .map(words -> words ? "---" : "---:")
            .collect(Collectors.joining("|", "|", "|\n")));
    for (int i = 0; i < table.lines().size(); i++) {
      List<String> cells = table.lines().get(i);
      boolean best = i == table.best();
      page.append(line(best ? cells.stream().map(cell -> "**" + cell + "**").toList() : cells));
    }
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}

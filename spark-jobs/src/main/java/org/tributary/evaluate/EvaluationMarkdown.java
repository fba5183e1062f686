package org.tributary.evaluate;

/** {@code evaluation.md}: the tables. */
final class EvaluationMarkdown {
  private EvaluationMarkdown() {}

  static String of(Evaluation evaluation) {
    Protocol protocol = evaluation.protocol();
    MarkdownPage page = new MarkdownPage(EvaluationText.TITLE);
    evaluation
        .pay()
        .ifPresent(
            pay ->
                page.paragraph(PayText.summary(pay))
                    .paragraph(PayText.protocol(pay.protocol()))
                    .points(PayText.definitions()));
    evaluation.payTables().forEach(page::table);
    page.heading("Scores of single rows");
    page.paragraph(EvaluationText.protocol(protocol));
    page.points(EvaluationText.definitions(protocol));
    for (ModelQuality model : evaluation.models()) {
      page.table(ScoreTable.of(model, protocol.leaveOneOut()));
    }
    return page.text();
  }
}

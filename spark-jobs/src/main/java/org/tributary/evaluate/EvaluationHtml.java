package org.tributary.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.tributary.evaluate.pay.MixedWorld;
import org.tributary.evaluate.pay.PayEvaluation;
import org.tributary.evaluate.pay.Rule;

/** {@code evaluation.html}: the tables and the chart in one file that needs nothing else. */
final class EvaluationHtml {
  private EvaluationHtml() {}

  static String of(Evaluation evaluation) {
    Protocol protocol = evaluation.protocol();
    HtmlPage page = new HtmlPage(EvaluationText.TITLE);
    evaluation.pay().ifPresent(pay -> appendPay(page, pay));
    evaluation.payTables().forEach(page::table);
    page.heading("Scores of single rows");
    page.paragraph(EvaluationText.protocol(protocol));
    appendChart(page, evaluation);
    for (ModelQuality model : evaluation.models()) {
      page.table(ScoreTable.of(model, protocol.leaveOneOut()));
    }
    page.heading("What the columns mean");
    List<String> definitions = new ArrayList<>();
    evaluation.pay().ifPresent(pay -> definitions.addAll(PayText.definitions()));
    definitions.addAll(EvaluationText.definitions(protocol));
    return page.points(definitions).text();
  }

  private static void appendPay(HtmlPage page, PayEvaluation pay) {
    page.paragraph(PayText.summary(pay));
    page.paragraph(PayText.protocol(pay.protocol()));
    MixedWorld world = pay.worlds().get(0);
    page.figure(
        PayCharts.scatter(
            world.effects(), List.of(world.paid(Rule.DEFAULT), world.paid(Rule.PUBLISHED))),
        "Share of the money by effect, seed "
            + world.seed()
            + ": one ring per contributor. Left of the dashed line data harms.");
    if (!pay.attacks().isEmpty()) {
      page.figure(
          PayCharts.attacks(pay),
          "Pay after an attack over pay before it, median. <span class=\"key key-0\">"
              + Rule.DEFAULT
              + "</span> <span class=\"key key-1\">"
              + Rule.PUBLISHED
              + "</span> Dashed: nothing gained or lost.");
    }
  }

  private static void appendChart(HtmlPage page, Evaluation evaluation) {
    if (evaluation.protocol().dampingRatios().isEmpty()) {
      return;
    }
    StringBuilder caption = new StringBuilder("LDS of gauss-newton by damping. ");
    for (int i = 0; i < evaluation.models().size(); i++) {
      caption
          .append("<span class=\"key key-")
          .append(i % DampingChart.COLOURS)
          .append("\">L2 = ")
          .append(Numbers.plain(evaluation.models().get(i).l2()))
          .append("</span> ");
    }
    caption.append("Curve: int8. Ring: float64. Dashed: gradient-dot.");
    page.figure(DampingChart.of(evaluation), caption.toString());
  }
}

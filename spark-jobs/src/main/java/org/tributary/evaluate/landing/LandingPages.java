package org.tributary.evaluate.landing;

import java.util.List;
import java.util.function.UnaryOperator;
import org.tributary.evaluate.HtmlPage;
import org.tributary.evaluate.MarkdownPage;
import org.tributary.evaluate.PayCharts;

/** {@code evaluation.md} and {@code evaluation.html} of a landed model. */
final class LandingPages {
  private static final String UNMATCHED = "What doesn't match";

  private LandingPages() {}

  static String markdown(LandingEvaluation evaluation) {
    UnaryOperator<String> words = MarkdownPage::escaped;
    MarkdownPage page = new MarkdownPage(LandingText.TITLE);
    page.paragraph(LandingText.summary(evaluation, words));
    page.paragraph(LandingText.protocol(evaluation));
    page.points(LandingText.definitions());
    page.heading(UNMATCHED).points(LandingText.unmatched(evaluation, words));
    LandingTables.of(evaluation, words).forEach(page::table);
    return page.text();
  }

  static String html(LandingEvaluation evaluation) {
    // The page itself escapes.
    UnaryOperator<String> words = UnaryOperator.identity();
    HtmlPage page = new HtmlPage(LandingText.TITLE);
    page.paragraph(LandingText.summary(evaluation, words));
    page.paragraph(LandingText.protocol(evaluation));
    page.figure(
        PayCharts.scatter(
            evaluation.effects(),
            evaluation.rules().stream().map(LandingEvaluation.RulePay::paid).toList()),
        "Share of the money by effect: one ring per contributor. Left of the dashed line data"
            + " harms.");
    page.heading(UNMATCHED).points(LandingText.unmatched(evaluation, words));
    LandingTables.of(evaluation, words).forEach(page::table);
    page.heading("What the columns mean");
    List<String> definitions = LandingText.definitions();
    return page.points(definitions).text();
  }
}

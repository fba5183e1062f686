package org.tributary.reports.payout;

import static org.tributary.reports.payout.Html.element;
import static org.tributary.reports.payout.Html.text;

import java.util.ArrayList;
import java.util.List;
import org.tributary.reports.payout.Html.Element;
import org.tributary.reports.payout.Html.Node;
import org.tributary.reports.payout.Operations.RunShare;
import org.tributary.reports.payout.Operations.ServingCost;
import org.tributary.reports.payout.Parts.Column;

/** What the page and the summary say about serving and about failed agent runs. */
final class OperationsSection {
  private static final String SERVING =
      "GPU time, fees and what nodes got of them, to date, by base model, the model that answered"
          + " and node. The margin is what all others share.";
  private static final String FAILURES =
      "Agent runs that failed or are disputed, the last first, and who shaped their steps: a"
          + " step's part of the run is what the policy divides rewards by. The largest shares of"
          + " each kind; all are in table run_responsibility.";
  private static final String NO_FAILURES = "No agent run failed or is disputed.";

  private OperationsSection() {}

  static Element serving(NightSummary night) {
    Operations operations = night.operations();
    List<List<Node>> rows = new ArrayList<>();
    for (ServingCost cost : operations.serving()) {
      Amounts amounts = cost.token().amounts();
      rows.add(
          List.of(
              element(
                      "span",
                      element("strong", cost.modelId()),
                      element("small", "on " + cost.baseModelId() + ", " + cost.nodeId()))
                  .styled("person"),
              text(cost.token().tokenId()),
              text(Words.grouped(cost.inferences())),
              text(new Amounts(0).grouped(cost.gpuMs())),
              text(Words.grouped(cost.tokens())),
              Parts.amount(amounts, cost.fee()),
              Parts.amount(amounts, cost.infrastructure()),
              Parts.amount(amounts, cost.margin())));
    }
    Element table =
        Parts.table(
            "Cost of serving",
            List.of(
                Column.label("Model"),
                Column.label("Token"),
                Column.number("Inferences"),
                Column.number("GPU ms"),
                Column.number("Tokens"),
                Column.number("Fees"),
                Column.number("Infrastructure"),
                Column.number("Margin")),
            rows);
    return Parts.section(
        "serving",
        "Serving",
        List.of(element("p", SERVING + leftOut(operations)), element("div", table).styled("card")));
  }

  private static String leftOut(Operations operations) {
    long left = operations.servings() - operations.serving().size();
    return left == 0
        ? ""
        : " " + Words.grouped(left) + " with smaller fees are in table serving_costs only.";
  }

  static Element failures(NightSummary night) {
    Operations operations = night.operations();
    if (operations.failedRuns().isEmpty()) {
      return Parts.section(
          "failures", "Failed agent runs", List.of(element("p", NO_FAILURES).styled("card")));
    }
    List<List<Node>> rows = new ArrayList<>();
    for (RunShare share : operations.failedRuns()) {
      rows.add(
          List.of(
              element(
                      "span",
                      element("strong", share.agentRunId()),
                      element("small", share.outcome() + " on " + share.logDate()))
                  .styled("person"),
              text(share.kind()),
              text(share.subjectText()),
              text(Words.grouped(share.steps())),
              text(Percents.ofBillionths(share.share()))));
    }
    Element table =
        Parts.table(
            "Who shaped failed agent runs",
            List.of(
                Column.label("Agent run"),
                Column.label("Kind"),
                Column.label("Subject"),
                Column.number("Steps"),
                Column.number("Share")),
            rows);
    return Parts.section(
        "failures",
        "Failed agent runs",
        List.of(
            element("p", Words.count(operations.failures(), "run", "runs") + ". " + FAILURES),
            element("div", table).styled("card")));
  }

  static void write(NightSummary night, Markdown page) {
    Operations operations = night.operations();
    if (!operations.serving().isEmpty()) {
      page.heading(2, "Serving");
      page.paragraph(SERVING + leftOut(operations));
      page.table(
          List.of(
              "base model",
              "model",
              "node",
              "token",
              ">inferences",
              ">GPU ms",
              ">tokens",
              ">fees",
              ">infrastructure",
              ">margin"),
          operations.serving().stream().map(OperationsSection::row).toList());
    }
    page.heading(2, "Failed agent runs");
    if (operations.failedRuns().isEmpty()) {
      page.paragraph(NO_FAILURES);
      return;
    }
    page.paragraph(Words.count(operations.failures(), "run", "runs") + ". " + FAILURES);
    page.table(
        List.of("agent run", "outcome", "date", "kind", "subject", ">steps", ">share"),
        operations.failedRuns().stream()
            .map(
                share ->
                    List.of(
                        Markdown.escaped(share.agentRunId()),
                        share.outcome(),
                        share.logDate(),
                        share.kind(),
                        Markdown.escaped(share.subjectText()),
                        Words.grouped(share.steps()),
                        Percents.ofBillionths(share.share())))
            .toList());
  }

  private static List<String> row(ServingCost cost) {
    Amounts amounts = cost.token().amounts();
    return List.of(
        Markdown.escaped(cost.baseModelId()),
        Markdown.escaped(cost.modelId()),
        Markdown.escaped(cost.nodeId()),
        Markdown.escaped(cost.token().tokenId()),
        Words.grouped(cost.inferences()),
        new Amounts(0).grouped(cost.gpuMs()),
        Words.grouped(cost.tokens()),
        amounts.grouped(cost.fee()),
        amounts.grouped(cost.infrastructure()),
        amounts.grouped(cost.margin()));
  }
}

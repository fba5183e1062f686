package org.tributary.reports.payout;

import static org.tributary.reports.payout.Html.element;
import static org.tributary.reports.payout.Html.text;

import java.util.ArrayList;
import java.util.List;
import org.tributary.reports.payout.Html.Element;
import org.tributary.reports.payout.Html.Node;
import org.tributary.reports.payout.Parts.Column;

/** What the page and the summary say about duplicates. */
final class DuplicatesSection {
  private static final String NONE = "No duplicates were found.";

  private DuplicatesSection() {}

  static Element of(NightSummary night) {
    List<Element> content = new ArrayList<>();
    content.add(element("p", ModelDuplicates.RULE));
    for (ModelDuplicates model : night.duplicates()) {
      content.add(
          element(
                  "div",
                  element("h3", model.modelId()),
                  datanets(model),
                  element("details", element("summary", "Largest groups"), groups(model)))
              .styled("card"));
    }
    if (night.duplicates().isEmpty()) {
      content.add(element("p", NONE).styled("card"));
    }
    return Parts.section("duplicates", "Duplicates", content);
  }

  private static Element datanets(ModelDuplicates model) {
    List<List<Node>> rows = new ArrayList<>();
    for (ModelDuplicates.InDatanet each : model.datanets()) {
      rows.add(
          List.of(
              element(
                      "span",
                      element("strong", each.datanetId()),
                      element("small", "version " + each.version()))
                  .styled("person"),
              text(Words.grouped(each.exact())),
              text(Words.grouped(each.near())),
              text(Words.grouped(each.ofOthers()))));
    }
    return Parts.table(
        "Duplicates in the training set of " + model.modelId(),
        List.of(
            Column.label("Datanet"),
            Column.number("Exact"),
            Column.number("Near"),
            Column.number("Of another contributor")),
        rows);
  }

  private static Element groups(ModelDuplicates model) {
    List<List<Node>> rows = new ArrayList<>();
    for (ModelDuplicates.Group each : model.largest()) {
      rows.add(
          List.of(
              element(
                      "span",
                      element("strong", each.contributionId()),
                      element("small", each.datanetId() + ", by " + each.contributorId()))
                  .styled("person"),
              text(Words.grouped(each.exact())),
              text(Words.grouped(each.near())),
              text(each.copierText())));
    }
    return Parts.table(
        "Largest groups of " + model.modelId(),
        List.of(
            Column.label("Speaks for the group"),
            Column.number("Exact"),
            Column.number("Near"),
            Column.label("Submitted by")),
        rows);
  }

  static void write(NightSummary night, Markdown page) {
    page.heading(2, "Duplicates");
    if (night.duplicates().isEmpty()) {
      page.paragraph(NONE);
      return;
    }
    page.paragraph(ModelDuplicates.RULE);
    for (ModelDuplicates model : night.duplicates()) {
      page.heading(3, Markdown.escaped(model.modelId()));
      page.table(
          List.of("datanet", ">version", ">exact", ">near", ">of another contributor"),
          model.datanets().stream()
              .map(
                  each ->
                      List.of(
                          Markdown.escaped(each.datanetId()),
                          Integer.toString(each.version()),
                          Words.grouped(each.exact()),
                          Words.grouped(each.near()),
                          Words.grouped(each.ofOthers())))
              .toList());
      page.table(
          List.of("largest groups", "datanet", "contributor", ">exact", ">near", "submitted by"),
          model.largest().stream()
              .map(
                  each ->
                      List.of(
                          Markdown.escaped(each.contributionId()),
                          Markdown.escaped(each.datanetId()),
                          Markdown.escaped(each.contributorId()),
                          Words.grouped(each.exact()),
                          Words.grouped(each.near()),
                          Markdown.escaped(each.copierText())))
              .toList());
    }
  }
}

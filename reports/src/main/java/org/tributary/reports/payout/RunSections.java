package org.tributary.reports.payout;

import static org.tributary.reports.payout.Html.element;
import static org.tributary.reports.payout.Html.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.tributary.reports.payout.Html.Element;
import org.tributary.reports.payout.Html.Node;
import org.tributary.reports.payout.NightSummary.DampingUsed;
import org.tributary.reports.payout.NightSummary.MethodNight;
import org.tributary.reports.payout.NightSummary.ModelNight;
import org.tributary.reports.payout.NightSummary.ReasonShare;
import org.tributary.reports.payout.NightSummary.SettlementRoot;
import org.tributary.reports.payout.Parts.Column;

/** What the page says about the run as a whole. */
final class RunSections {
  private RunSections() {}

  static Element settlement(NightSummary night) {
    List<Element> trees = new ArrayList<>();
    for (SettlementRoot tree : night.settlements()) {
      trees.add(
          element(
                  "div",
                  element("h3", tree.folder()),
                  element("p", Words.count(tree.leafCount(), "claim", "claims")),
                  element(
                          "dl",
                          element("dt", "Merkle root"),
                          element(
                              "dd", tree.root().map(Parts::hash).orElse(element("span", "none"))),
                          element("dt", "Manifest SHA-256"),
                          element("dd", Parts.hash(tree.manifestSha256())))
                      .styled("hashes"))
              .styled("card"));
    }
    if (trees.isEmpty()) {
      trees.add(element("p", "Nothing is claimable: there is no tree.").styled("card"));
    }
    return Parts.section("settlement", "Settlement", trees);
  }

  static Element models(NightSummary night) {
    List<Element> cards = night.models().stream().map(RunSections::model).toList();
    return Parts.section(
        "models", "Attribution", List.of(element("div").styled("pair").containing(cards)));
  }

  private static Element model(ModelNight model) {
    BigInteger attributed =
        model.methods().stream()
            .map(MethodNight::attributed)
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger unattributed =
        model.methods().stream()
            .map(MethodNight::unattributedTotal)
            .reduce(BigInteger.ZERO, BigInteger::add);
    List<Long> coverage = Percents.hundredths(List.of(attributed, unattributed));
    Element card = element("div", element("h3", model.title().orElse(model.modelId())));
    List<Node> content = new ArrayList<>();
    content.add(element("p", element("code", model.modelId())).styled("lead"));
    if (!coverage.isEmpty()) {
      String share = Percents.text(coverage.get(0));
      content.add(
          element(
                  "p",
                  element("strong", share),
                  text(" attributed to contributors, "),
                  text(Percents.text(coverage.get(1)) + " not"))
              .styled("coverage"));
      content.add(Parts.bar("role-contributor", coverage.get(0), share + " attributed"));
    }
    model.methods().forEach(method -> content.add(method(method)));
    model
        .confidence()
        .ifPresent(confidence -> content.addAll(ConfidenceSection.of(model.modelId(), confidence)));
    if (!model.damping().isEmpty()) {
      content.add(damping(model));
    }
    return card.styled("card").containing(content);
  }

  private static Element method(MethodNight method) {
    List<Element> reasons = new ArrayList<>();
    for (ReasonShare reason : method.unattributed()) {
      reasons.add(
          element(
              "li",
              element("span", Words.grouped(reason.inferences()) + " unattributed: "),
              element("span", Words.reason(reason.reasonCode())),
              text(" "),
              element("small", reason.reasonCode())));
    }
    Element line =
        element(
            "p",
            element("span", method.method()).styled("tag"),
            text(" " + Words.count(method.inferences(), "inference", "inferences")));
    Element block = element("div", line).styled("method");
    return reasons.isEmpty() ? block : block.containing(List.of(element("ul").containing(reasons)));
  }

  private static Element damping(ModelNight model) {
    List<List<Node>> rows = new ArrayList<>();
    for (DampingUsed used : model.damping()) {
      rows.add(
          List.of(
              element(
                      "span",
                      element("strong", used.checkpoint() + ", block " + used.block()),
                      element("small", used.preconditioner() + ", damping " + used.rule()))
                  .styled("person"),
              text(Words.grouped(used.trainingRows())),
              text(used.meanEigenvalue()),
              text(used.lambda())));
    }
    return element(
        "details",
        element("summary", "Curvature and damping"),
        Parts.table(
            "Damping of " + model.modelId(),
            List.of(
                Column.label("Checkpoint"),
                Column.number("Training rows"),
                Column.number("Mean eigenvalue"),
                Column.number("Damping")),
            rows));
  }

  static Element quarantine(NightSummary night) {
    if (night.quarantine().isEmpty()) {
      return Parts.section(
          "quarantine", "Quarantine", List.of(element("p", "No row broke a rule.").styled("card")));
    }
    List<List<Node>> rows = new ArrayList<>();
    night
        .quarantine()
        .forEach(
            total ->
                rows.add(
                    List.of(
                        element("code", total.reasonCode()),
                        element("code", total.table()),
                        text(Words.grouped(total.rows())))));
    Element table =
        Parts.table(
            "Rows that broke a rule",
            List.of(Column.label("Reason"), Column.label("Meant for"), Column.number("Rows")),
            rows);
    return Parts.section("quarantine", "Quarantine", List.of(element("div", table).styled("card")));
  }

  static Element files(NightSummary night) {
    List<Element> links = new ArrayList<>();
    for (ReportFiles.Link file : ReportFiles.of(night)) {
      links.add(
          element(
              "li",
              element("a", file.label()).with("href", file.path()),
              element("small", file.meaning())));
    }
    return Parts.section(
        "files",
        "Files",
        List.of(element("ul").styled("card files").containing(links), pinned(night)));
  }

  private static Element pinned(NightSummary night) {
    List<List<Node>> policies = new ArrayList<>();
    night
        .manifest()
        .policies()
        .forEach(
            pin ->
                policies.add(
                    List.of(
                        text(pin.policyId()),
                        text(pin.effectiveFrom().toString()),
                        Parts.hash(pin.sha256()))));
    List<List<Node>> inputs = new ArrayList<>();
    night
        .manifest()
        .inputs()
        .forEach(
            pin ->
                inputs.add(
                    List.of(element("code", pin.table()), text(Long.toString(pin.version())))));
    return element(
            "details",
            element("summary", "What the run pins"),
            Parts.table(
                "Policies",
                List.of(Column.label("Policy"), Column.label("From"), Column.label("SHA-256")),
                policies),
            Parts.table(
                "Input tables",
                List.of(Column.label("Input table"), Column.number("Version")),
                inputs))
        .styled("card");
  }
}

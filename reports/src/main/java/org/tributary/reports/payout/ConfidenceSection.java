package org.tributary.reports.payout;

import static org.tributary.reports.payout.Html.element;
import static org.tributary.reports.payout.Html.text;

import java.util.ArrayList;
import java.util.List;
import org.tributary.reports.payout.Html.Element;
import org.tributary.reports.payout.Html.Node;
import org.tributary.reports.payout.NightSummary.Confidence;
import org.tributary.reports.payout.NightSummary.DoubtedNight;
import org.tributary.reports.payout.NightSummary.ShareNight;
import org.tributary.reports.payout.Parts.Column;

/** What the page says about how sure the shares of a model are. */
final class ConfidenceSection {
  private ConfidenceSection() {}

  static List<Element> of(String modelId, Confidence confidence) {
    List<Element> parts = new ArrayList<>();
    parts.add(shares(modelId, confidence));
    if (!confidence.doubted().isEmpty()) {
      parts.add(doubted(modelId, confidence));
    }
    return parts;
  }

  private static Element shares(String modelId, Confidence confidence) {
    List<List<Node>> rows = new ArrayList<>();
    for (ShareNight share : confidence.shares()) {
      List<Node> remarks = new ArrayList<>();
      remarks.add(element("small", share.datanetId()));
      ConfidenceWords.remark(share).ifPresent(remark -> remarks.add(element("small", remark)));
      rows.add(
          List.of(
              Parts.person(share.contributorId(), share.displayName()).containing(remarks),
              text(ConfidenceWords.share(share))));
    }
    return details(
        ConfidenceWords.sharesTitle(confidence),
        ConfidenceWords.sharesLead(confidence),
        Parts.table(
            "Shares of " + modelId,
            List.of(Column.label("Contributor"), Column.number("Share")),
            rows),
        confidence.otherShares());
  }

  private static Element doubted(String modelId, Confidence confidence) {
    List<List<Node>> rows = new ArrayList<>();
    for (DoubtedNight doubted : confidence.doubted()) {
      rows.add(
          List.of(
              Parts.person(doubted.contributorId(), doubted.displayName()),
              text(ConfidenceWords.harm(doubted)),
              text(ConfidenceWords.credibility(doubted))));
    }
    return details(
        ConfidenceWords.doubtedTitle(),
        ConfidenceWords.doubtedLead(confidence),
        Parts.table(
            "Credibility in " + modelId,
            List.of(
                Column.label("Contributor"), Column.label("Harm"), Column.number("Credibility")),
            rows),
        confidence.otherDoubted());
  }

  private static Element details(String title, String lead, Element table, long others) {
    List<Node> content = new ArrayList<>();
    content.add(element("summary", title));
    content.add(element("p", lead));
    content.add(table);
    ConfidenceWords.others(others).ifPresent(more -> content.add(element("p", more)));
    return element("details").containing(content);
  }
}

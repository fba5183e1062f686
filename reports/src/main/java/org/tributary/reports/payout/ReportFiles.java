package org.tributary.reports.payout;

import java.util.ArrayList;
import java.util.List;

/** The files of a run, by their path from the folder {@code reports}. */
final class ReportFiles {
  private ReportFiles() {}

  /** A link: its text, the relative path, and what is in the file. */
  record Link(String label, String path, String meaning) {}

  static List<Link> of(NightSummary night) {
    List<Link> links = new ArrayList<>();
    links.add(link("payouts.csv", "one row per payee and token, for spreadsheets"));
    links.add(link("payouts.parquet", "the same rows, for programs"));
    links.add(link("payout_lines.parquet", "why every account has what it has"));
    links.add(link("control_totals.json", "what came in, from the logs themselves"));
    links.add(link("summary.md", "this night in words"));
    links.add(link("index.html", "this night at a glance"));
    links.add(new Link("manifest.json", "../manifest.json", "what the run pins"));
    links.add(new Link("verify.json", "../verify.json", "what the verifier found"));
    for (NightSummary.SettlementRoot tree : night.settlements()) {
      String folder = "settlement/" + tree.folder();
      links.add(new Link(folder, "../" + folder + "/manifest.json", "what goes on chain"));
    }
    return links;
  }

  private static Link link(String name, String meaning) {
    return new Link(name, name, meaning);
  }
}

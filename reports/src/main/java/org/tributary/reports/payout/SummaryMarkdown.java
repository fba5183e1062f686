package org.tributary.reports.payout;

import java.util.ArrayList;
import java.util.List;
import org.tributary.reports.payout.NightSummary.Confidence;
import org.tributary.reports.payout.NightSummary.DampingUsed;
import org.tributary.reports.payout.NightSummary.MethodNight;
import org.tributary.reports.payout.NightSummary.ModelNight;
import org.tributary.reports.payout.NightSummary.ReasonShare;
import org.tributary.reports.payout.NightSummary.TokenNight;
import org.tributary.reports.payout.NightSummary.TopContributor;
import org.tributary.schemas.run.RunManifest;

/** {@code summary.md}: the night in words and tables. */
public final class SummaryMarkdown {
  private final Markdown page = new Markdown();
  private final NightSummary night;

  private SummaryMarkdown(NightSummary night) {
    this.night = night;
  }

  /** The text of the file. */
  public static String of(NightSummary night) {
    return new SummaryMarkdown(night).text();
  }

  private String text() {
    RunManifest manifest = night.manifest();
    page.heading(1, "Night of " + manifest.closeDate());
    page.bullets(
        List.of(
            "Run `" + manifest.runId() + "`",
            "Continues from "
                + manifest.prior().previousRunId().map(id -> "run `" + id + "`").orElse("nothing"),
            "Engine " + manifest.engineVersion()));
    page.paragraph(
        "\"This run\" is what the run posts to the ledger, \"to date\" the whole history as"
            + " recomputed. All amounts are exact.");
    night.tokens().forEach(this::token);
    models();
    DuplicatesSection.write(night, page);
    OperationsSection.write(night, page);
    quarantine();
    settlement();
    pinned();
    files();
    return page.text();
  }

  private void token(TokenNight token) {
    page.heading(2, "Token " + Markdown.escaped(token.token().tokenId()));
    Amounts amounts = token.token().amounts();
    page.table(
        List.of("came in", ">count to date", ">this run", ">to date"),
        List.of(
            List.of(
                "fees of inferences",
                Words.grouped(token.fees().sources()),
                amounts.grouped(token.fees().thisRun()),
                amounts.grouped(token.fees().toDate())),
            List.of(
                "rewards of agent runs",
                Words.grouped(token.rewards().sources()),
                amounts.grouped(token.rewards().thisRun()),
                amounts.grouped(token.rewards().toDate()))));
    roles(token, amounts);
    page.bullets(
        List.of(
            Words.count(token.accounts().payees(), "payee", "payees"),
            "added to the settlement: " + amounts.grouped(token.accounts().paid()),
            "in the settlement, cumulative: " + amounts.grouped(token.accounts().claimable()),
            "earned but not in the settlement: " + amounts.grouped(token.accounts().held()),
            "in the settlement but restated away: " + amounts.grouped(token.accounts().debt())));
    contributors(token, amounts);
    notPaid(token, amounts);
    unattributed(token, amounts);
    restatements(token, amounts);
  }

  private void roles(TokenNight token, Amounts amounts) {
    List<Long> thisRun = Percents.hundredths(token.roles().stream().map(r -> r.thisRun()).toList());
    List<Long> toDate = Percents.hundredths(token.roles().stream().map(r -> r.toDate()).toList());
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < token.roles().size(); i++) {
      rows.add(
          List.of(
              Words.role(token.roles().get(i).role()),
              amounts.grouped(token.roles().get(i).thisRun()),
              thisRun.isEmpty() ? "" : Percents.text(thisRun.get(i)),
              amounts.grouped(token.roles().get(i).toDate()),
              toDate.isEmpty() ? "" : Percents.text(toDate.get(i))));
    }
    page.table(List.of("went to", ">this run", ">share", ">to date", ">share"), rows);
  }

  private void contributors(TokenNight token, Amounts amounts) {
    if (token.topContributors().isEmpty()) {
      return;
    }
    page.heading(3, "Top contributors");
    List<List<String>> rows = new ArrayList<>();
    for (TopContributor top : token.topContributors()) {
      rows.add(
          List.of(
              Markdown.escaped(top.displayName().orElse(top.accountId())),
              Markdown.escaped(top.accountId()),
              amounts.grouped(top.thisRun()),
              amounts.grouped(top.toDate()),
              top.status()));
    }
    page.table(List.of("name", "account", ">this run", ">to date", "status"), rows);
  }

  private void notPaid(TokenNight token, Amounts amounts) {
    if (!token.notPaid().isEmpty()) {
      page.heading(3, "Earned, not in the settlement");
      page.table(
          List.of("status", "reason", ">payees", ">amount"),
          token.notPaid().stream()
              .map(
                  total ->
                      List.of(
                          total.status(),
                          Markdown.escaped(total.reason().orElse("")),
                          Words.grouped(total.payees()),
                          amounts.grouped(total.held())))
              .toList());
    }
  }

  private void unattributed(TokenNight token, Amounts amounts) {
    if (!token.unattributed().isEmpty()) {
      page.heading(3, "Unattributed, to date");
      page.table(
          List.of("reason", "meaning", ">parts of fees and rewards", ">amount"),
          token.unattributed().stream()
              .map(
                  total ->
                      List.of(
                          "`" + total.reasonCode() + "`",
                          Words.reason(total.reasonCode()),
                          Words.grouped(total.parts()),
                          amounts.grouped(total.amount())))
              .toList());
    }
  }

  private void restatements(TokenNight token, Amounts amounts) {
    if (!token.restatements().isEmpty()) {
      page.heading(3, "Restated log dates");
      page.table(
          List.of("log date", ">accounts", ">credited", ">debited"),
          token.restatements().stream()
              .map(
                  day ->
                      List.of(
                          day.logDate(),
                          Words.grouped(day.accounts()),
                          amounts.grouped(day.credited()),
                          amounts.grouped(day.debited())))
              .toList());
    }
  }

  private void models() {
    page.heading(2, "Attribution");
    for (ModelNight model : night.models()) {
      page.heading(
          3,
          Markdown.escaped(model.modelId())
              + model.title().map(title -> ": " + Markdown.escaped(title)).orElse(""));
      page.bullets(model.methods().stream().map(SummaryMarkdown::methodLine).toList());
      if (!model.damping().isEmpty()) {
        page.table(
            List.of(
                "checkpoint",
                ">block",
                ">dimensions",
                ">training rows",
                "preconditioner",
                "damping by policy",
                ">mean eigenvalue",
                ">damping used"),
            model.damping().stream().map(SummaryMarkdown::dampingRow).toList());
      }
      model.confidence().ifPresent(this::confidence);
    }
  }

  private void confidence(Confidence confidence) {
    page.heading(4, ConfidenceWords.sharesTitle(confidence));
    page.paragraph(ConfidenceWords.sharesLead(confidence));
    page.table(
        List.of("name", "account", "datanet", ">share", ""),
        confidence.shares().stream()
            .map(
                share ->
                    List.of(
                        Markdown.escaped(share.displayName().orElse(share.contributorId())),
                        Markdown.escaped(share.contributorId()),
                        Markdown.escaped(share.datanetId()),
                        ConfidenceWords.share(share),
                        ConfidenceWords.remark(share).orElse("")))
            .toList());
    ConfidenceWords.others(confidence.otherShares()).ifPresent(page::paragraph);
    if (!confidence.doubted().isEmpty()) {
      page.heading(4, ConfidenceWords.doubtedTitle());
      page.paragraph(ConfidenceWords.doubtedLead(confidence));
      page.table(
          List.of("name", "account", "harm", ">credibility"),
          confidence.doubted().stream()
              .map(
                  doubted ->
                      List.of(
                          Markdown.escaped(doubted.displayName().orElse(doubted.contributorId())),
                          Markdown.escaped(doubted.contributorId()),
                          ConfidenceWords.harm(doubted),
                          ConfidenceWords.credibility(doubted)))
              .toList());
      ConfidenceWords.others(confidence.otherDoubted()).ifPresent(page::paragraph);
    }
  }

  private static String methodLine(MethodNight method) {
    List<Long> coverage =
        Percents.hundredths(List.of(method.attributed(), method.unattributedTotal()));
    StringBuilder line = new StringBuilder("`" + method.method() + "`: ");
    line.append(Words.count(method.inferences(), "inference", "inferences"));
    if (!coverage.isEmpty()) {
      line.append(", ").append(Percents.text(coverage.get(0))).append(" attributed");
    }
    for (ReasonShare reason : method.unattributed()) {
      line.append("; ")
          .append(Words.grouped(reason.inferences()))
          .append(" left unattributed by policy because ")
          .append(Words.reason(reason.reasonCode()))
          .append(" (`")
          .append(reason.reasonCode())
          .append("`)");
    }
    return line.toString();
  }

  private static List<String> dampingRow(DampingUsed damping) {
    return List.of(
        Markdown.escaped(damping.checkpoint()),
        Integer.toString(damping.block()),
        Integer.toString(damping.dimension()),
        Words.grouped(damping.trainingRows()),
        damping.preconditioner(),
        damping.rule(),
        damping.meanEigenvalue(),
        damping.lambda());
  }

  private void quarantine() {
    page.heading(2, "Quarantine");
    if (night.quarantine().isEmpty()) {
      page.paragraph("No row broke a rule.");
      return;
    }
    page.table(
        List.of("meant for", "reason", ">rows"),
        night.quarantine().stream()
            .map(
                total ->
                    List.of(
                        "`" + total.table() + "`",
                        "`" + total.reasonCode() + "`",
                        Words.grouped(total.rows())))
            .toList());
  }

  private void settlement() {
    page.heading(2, "Settlement");
    if (night.settlements().isEmpty()) {
      page.paragraph("Nothing is claimable: there is no tree.");
      return;
    }
    page.table(
        List.of("folder", ">leaves", "Merkle root", "manifest SHA-256"),
        night.settlements().stream()
            .map(
                tree ->
                    List.of(
                        "`settlement/" + tree.folder() + "`",
                        Words.grouped(tree.leafCount()),
                        tree.root().map(root -> "`" + root + "`").orElse("none"),
                        "`" + tree.manifestSha256() + "`"))
            .toList());
  }

  private void pinned() {
    RunManifest manifest = night.manifest();
    page.heading(2, "What the run pins");
    page.table(
        List.of("policy", "from", "file", "SHA-256"),
        manifest.policies().stream()
            .map(
                pin ->
                    List.of(
                        Markdown.escaped(pin.policyId()),
                        pin.effectiveFrom().toString(),
                        "`policy/" + pin.file() + "`",
                        "`" + pin.sha256() + "`"))
            .toList());
    page.table(
        List.of("input table", ">version"),
        manifest.inputs().stream()
            .map(pin -> List.of("`" + pin.table() + "`", Long.toString(pin.version())))
            .toList());
  }

  private void files() {
    page.heading(2, "Files");
    page.bullets(
        ReportFiles.of(night).stream()
            .map(file -> "[" + file.label() + "](" + file.path() + "): " + file.meaning())
            .toList());
  }
}

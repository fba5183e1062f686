package org.tributary.reports.payout;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.tributary.reports.payout.NightSummary.Confidence;
import org.tributary.reports.payout.NightSummary.DoubtedNight;
import org.tributary.reports.payout.NightSummary.ShareNight;

/** How sure shares are, and what is held against whom, in the words of page and summary. */
final class ConfidenceWords {
  private ConfidenceWords() {}

  static String sharesTitle(Confidence confidence) {
    return "Shares by influence on " + confidence.logDate();
  }

  /** What the numbers beside a share mean. */
  static String sharesLead(Confidence confidence) {
    return "Mean share of "
        + Words.count(confidence.inferences(), "inference", "inferences")
        + (confidence.inferences() > 1 ? ", ± one standard error." : "; one tells no error.");
  }

  static String share(ShareNight share) {
    return Percents.withError(share.mean(), share.standardError());
  }

  /** What happens to the share; nothing in most cases. */
  static Optional<String> remark(ShareNight share) {
    return share.flat() ? Optional.of("flat share: lost in noise") : Optional.empty();
  }

  static String doubtedTitle() {
    return "Harm that counts";
  }

  static String doubtedLead(Confidence confidence) {
    return "Credibility over the log dates "
        + confidence.windowFrom()
        + " to "
        + confidence.logDate()
        + ": positive influence is multiplied by it.";
  }

  /** E.g. {@code 28.57 % of its influence was harm}. */
  static String harm(DoubtedNight doubted) {
    List<Long> parts = Percents.hundredths(List.of(doubted.positive(), doubted.negative()));
    BigInteger all = doubted.positive().add(doubted.negative());
    return all.signum() == 0
        ? "no influence"
        : Percents.text(parts.get(1)) + " of its influence was harm";
  }

  static String credibility(DoubtedNight doubted) {
    return Percents.ofBillionths(doubted.credibility());
  }

  /** What a bounded list leaves out; nothing where it names all. */
  static Optional<String> others(long number) {
    return number == 0
        ? Optional.empty()
        : Optional.of("and " + Words.count(number, "more contributor", "more contributors"));
  }
}

package org.tributary.reports.verify;

import java.util.List;

/**
 * What one check came to.
 *
 * @param name of the check
 * @param subject file or folder that it is about
 * @param claim what is true when it passes, in a sentence
 * @param findings a sentence for each thing that is wrong
 * @param more how many further findings are not spelled out
 */
public record CheckResult(
    String name, String subject, String claim, List<String> findings, long more) {
  public CheckResult {
    findings = List.copyOf(findings);
  }

  public boolean passed() {
    return findings.isEmpty();
  }

  /** The claim, or what is wrong with it. */
  public String detail() {
    if (passed()) {
      return claim;
    }
    long others = findings.size() - 1 + more;
    return findings.get(0) + (others == 0 ? "" : " (and " + others + " more)");
  }
}

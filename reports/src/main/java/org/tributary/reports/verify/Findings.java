package org.tributary.reports.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings of one check; a file that is wrong everywhere is not spelled out row by row. */
final class Findings {
  private static final int MOST = 100;

  private final List<String> sentences = new ArrayList<>();
  private long more;

  /** Adds a sentence, built with {@link String#format}. */
  void add(String format, Object... arguments) {
    if (sentences.size() < MOST) {
      sentences.add(String.format(Locale.ROOT, format, arguments));
    } else {
      more++;
    }
  }

  CheckResult toResult(String name, String subject, String claim) {
    return new CheckResult(name, subject, claim, sentences, more);
  }
}

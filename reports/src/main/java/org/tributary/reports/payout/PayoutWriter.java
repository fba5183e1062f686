package org.tributary.reports.payout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the files of {@code reports/} that need no Spark into a local folder: {@code payouts.csv},
 * {@code control_totals.json}, {@code summary.md} and {@code index.html}. The bytes depend on the
 * arguments alone: no clock, host or path gets in.
 */
public final class PayoutWriter {
  public static final String PAYOUTS = "payouts.csv";
  public static final String CONTROL_TOTALS = "control_totals.json";
  public static final String SUMMARY = "summary.md";
  public static final String INDEX = "index.html";

  /** Names of all that {@link #write} writes. */
  public static final List<String> FILES = List.of(PAYOUTS, CONTROL_TOTALS, SUMMARY, INDEX);

  private final Path folder;

  private PayoutWriter(Path folder) {
    this.folder = folder;
  }

  /** Writes into {@code folder}, which is made where it isn't there. */
  public static PayoutWriter into(Path folder) {
    return new PayoutWriter(folder);
  }

  /**
   * Writes the four files.
   *
   * @param rows in {@link PayoutRow#ORDER}
   */
  public void write(NightSummary night, Iterable<PayoutRow> rows, ControlTotals control) {
    try {
      Files.createDirectories(folder);
      PayoutCsv.write(folder.resolve(PAYOUTS), rows);
      text(CONTROL_TOTALS, control.toJson());
      text(SUMMARY, SummaryMarkdown.of(night));
      text(INDEX, IndexPage.of(night));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write the reports", e);
    }
  }

  private void text(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}

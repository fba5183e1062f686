package org.tributary.reports.verify;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.schemas.run.RunManifest;

/**
 * The written files of one run.
 *
 * @param manifest what {@code manifest.json} says
 * @param folder local copy of the run's folder, but for its Parquet files
 * @param parquet those
 */
public record RunFiles(RunManifest manifest, Path folder, Parquet parquet) {
  public static final String MANIFEST = "manifest.json";
  public static final String POLICIES = "policy";
  public static final String PREPARED = "prepared.json";
  public static final String SETTLEMENT = "settlement";
  public static final String CSV = "reports/payouts.csv";
  public static final String PAYOUTS = "reports/payouts.parquet";
  public static final String LINES = "reports/payout_lines.parquet";
  public static final String CONTROL = "reports/control_totals.json";

  /** Rows of the Parquet files, in the files' order; whatever is wrong with a file is thrown. */
  public interface Parquet {
    List<PayoutRow> payouts();

    Iterator<PayoutLine> lines();
  }

  Path file(String name) {
    return folder.resolve(name);
  }
}

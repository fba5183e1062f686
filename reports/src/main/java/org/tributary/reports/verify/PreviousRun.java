package org.tributary.reports.verify;

import java.nio.file.Path;

/**
 * The written files of the run that was published before.
 *
 * @param runId its id
 * @param folder local copy of its folder {@code settlement/}
 * @param parquet its Parquet files
 */
public record PreviousRun(String runId, Path folder, RunFiles.Parquet parquet) {
  Path settlement() {
    return folder.resolve(RunFiles.SETTLEMENT);
  }
}

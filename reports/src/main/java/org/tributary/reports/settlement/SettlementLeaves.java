package org.tributary.reports.settlement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the leaves of an exported settlement, for what is checked beyond the folder itself. */
public final class SettlementLeaves {
  private SettlementLeaves() {}

  /**
   * Hands over all leaves of {@code leaves.csv} in the file's order.
   *
   * @throws IllegalArgumentException naming the line that can't be read
   */
  public static void read(Path folder, Consumer<SettlementLeaf> leaves) throws IOException {
    LeavesCsv.read(folder, row -> leaves.accept(row.leaf()));
  }
}

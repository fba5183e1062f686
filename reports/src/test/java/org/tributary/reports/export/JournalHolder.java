package org.tributary.reports.export;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;

/** Holds a journal open in a process of its own until it is told to go on; then adds a line. */
final class JournalHolder {
  private JournalHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (Journal journal = Journal.open(Path.of(arguments[0]))) {
      System.out.println("open");
      System.in.read();
      journal.append(SettlementState.APPROVED, "theirs", new TreeMap<>(), Instant.EPOCH);
    }
  }
}

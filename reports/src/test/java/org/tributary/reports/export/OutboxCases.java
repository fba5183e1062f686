package org.tributary.reports.export;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.SettlementLeaf;

/** Nights of twelve claims, and an outbox that they go to. */
abstract class OutboxCases {
  protected static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
  protected static final LocalDate SECOND = LocalDate.of(2026, 3, 31);
  protected static final LocalDate THIRD = LocalDate.of(2026, 4, 1);

  @TempDir protected Path temp;
  protected Path outbox;
  protected final List<SettlementLeaf> leaves = Treasury.leaves(12);

  @BeforeEach
  void anOutbox() {
    outbox = temp.resolve("outbox");
  }
}

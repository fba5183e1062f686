package org.tributary.reports.export;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.RefusedAddresses;

/** A settlement of ten claims that follows another, for what each gate says of it. */
abstract class GateCases {
  @TempDir Path temp;
  private int written;

  /** Ten claims of 1000 to 1009 are 10045; each grows by 5. */
  protected final List<SettlementLeaf> before = Treasury.leaves(10);

  protected final List<SettlementLeaf> after = Treasury.grown(before, 5);

  protected GateInputs inputs(List<SettlementLeaf> leaves, String gates) {
    return inputs(leaves, gates, Treasury.DATE);
  }

  protected GateInputs inputs(List<SettlementLeaf> leaves, String gates, LocalDate date) {
    Policy policy = Treasury.policy(gates);
    Path earlier = temp.resolve("before" + written);
    Path now = temp.resolve("now" + written++);
    SettlementManifest first =
        Treasury.write(
            earlier, Treasury.header(policy, LocalDate.of(2026, 3, 30), Optional.empty()), before);
    SettlementManifest manifest =
        Treasury.write(now, Treasury.header(policy, date, Optional.of(first.asPrevious())), leaves);
    ApprovalRule.Gates rule = policy.approval().gates();
    return new GateInputs(
        manifest,
        LeafBook.of(now),
        rule,
        RefusedAddresses.of(policy, 31337),
        Optional.of(true),
        Optional.of(new GateInputs.Before(first, LeafBook.of(earlier))),
        List.of(),
        Optional.empty(),
        Map.of(),
        GateInputs.Around.NOTHING);
  }

  protected static List<String> refusals(GateInputs inputs) {
    return Gates.check(inputs).stream().map(Refusal::toString).toList();
  }
}

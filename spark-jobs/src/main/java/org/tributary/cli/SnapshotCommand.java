package org.tributary.cli;

import java.util.concurrent.Callable;
import org.tributary.nightly.Outcomes;
import org.tributary.snapshot.Snapshot;
import org.tributary.snapshot.SnapshotResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary snapshot}. */
@Command(
    name = "snapshot",
    description = "Start a run: pin the version of every input and every policy in its manifest.",
    mixinStandardHelpOptions = true)
final class SnapshotCommand implements Callable<Integer> {
  @Mixin private NightOptions night;

  @Override
  public Integer call() {
    SnapshotResult result =
        Snapshot.builder()
            .warehouse(night.warehouse.open())
            .closeDate(night.date)
            .policy(night.policy)
            .build()
            .execute();
    System.out.println("snapshot: " + Outcomes.of(result));
    return 0;
  }
}

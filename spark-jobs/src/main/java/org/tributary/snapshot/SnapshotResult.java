package org.tributary.snapshot;

import java.util.Map;
import org.tributary.session.RunContext;

/**
 * What a snapshot pinned.
 *
 * @param run the run, ready for the stages after it
 * @param reused whether the run was there already: nothing that it pins has changed
 * @param published whether the run was published already
 * @param inferences inferences up to the close date that count
 * @param warnings rows that the run leaves out or takes otherwise than they say, by reason code
 */
public record SnapshotResult(
    RunContext run,
    boolean reused,
    boolean published,
    long inferences,
    Map<String, Long> warnings) {
  public SnapshotResult {
    warnings = Map.copyOf(warnings);
  }
}

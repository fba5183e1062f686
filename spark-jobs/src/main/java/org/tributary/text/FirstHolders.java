package org.tributary.text;

import java.util.HashSet;
import java.util.Set;

/**
 * Who was first to have a run, from all who have it in the order of acceptance. Who had it at the
 * same moment was first, too.
 */
public final class FirstHolders {
  private final Set<Long> first = new HashSet<>();
  private boolean begun;
  private long run;
  private long firstAt;

  /**
   * Takes the next holder: runs come one behind the other, and holders of a run by acceptance.
   *
   * @return whether somebody else had the run before
   */
  public boolean taken(long aRun, long claimant, long acceptedAt) {
    if (!begun || aRun != run) {
      begun = true;
      run = aRun;
      firstAt = acceptedAt;
      first.clear();
    }
    if (acceptedAt == firstAt) {
      first.add(claimant);
    }
    return !first.contains(claimant);
  }
}

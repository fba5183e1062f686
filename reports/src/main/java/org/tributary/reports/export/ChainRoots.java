package org.tributary.reports.export;

import java.util.Optional;

/**
 * What a distributor says of itself.
 *
 * @param inForce the root in force, {@code 0x} and 64 digits; all 0 where there is none yet
 * @param pending a root that waits for its timelock
 */
public record ChainRoots(String inForce, Optional<String> pending) {
  private static final String NONE = "0x" + "0".repeat(64);

  /** Whether a root is in force. */
  boolean hasRoot() {
    return !inForce.equals(NONE);
  }
}

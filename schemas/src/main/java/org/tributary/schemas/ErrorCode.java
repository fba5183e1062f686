package org.tributary.schemas;

/**
 * What went wrong, as a code that a scheduler can act on. The exit code is the process's: Airflow
 * retries {@link #INFRASTRUCTURE} and nothing else, because every other failure needs a person.
 */
public enum ErrorCode {
  /** The command line can't be understood. */
  USAGE(2),
  /** The policy can't be read, has an unknown key, or doesn't add up. */
  POLICY_INVALID(10),
  /** A landing file can't be read at all (a bad row is quarantined, it is no error). */
  LANDING_UNREADABLE(11),
  /** A table or file that the command needs isn't there. */
  INPUT_MISSING(12),
  /** The close date has no inference log rows, or lies before the last published close date. */
  DATE_INVALID(13),
  /** The warehouse was written by another, incompatible version of Tributary. */
  WAREHOUSE_VERSION(14),
  /** Two inputs contradict each other, e.g. sketches of different dimension for one model. */
  INPUT_INCONSISTENT(15),
  /**
   * An amount would leave DECIMAL(38,0), or a share doesn't add up: a defect, never rounded away.
   */
  ARITHMETIC(16),
  /** The run doesn't verify; nothing was published. */
  VERIFY_FAILED(20),
  /** The run exceeds a bound of block safety of the policy; nothing was published. */
  SAFETY_BOUND(21),
  /** A settlement lacks approvals, or a gate of block approval is shut; nothing was exported. */
  EXPORT_REFUSED(22),
  /** What is on chain isn't what was settled. */
  CHAIN_DIFFERS(23),
  /** Disk, network, memory, cluster: the only failure that is worth a retry. */
  INFRASTRUCTURE(75);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}

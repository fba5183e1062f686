package org.tributary.reports.export;

/**
 * What has become of a settlement, told by the hash of its manifest; it only ever goes forward, but
 * for what was revoked and is submitted again.
 */
public enum SettlementState {
  /** A run wrote it. */
  COMPUTED,
  /** As many approvers have signed as the policy asks for, and its export has begun. */
  APPROVED,
  /** It passed the gates, and its folder is made. */
  EXPORTED,
  /** A transaction that submits its root was sent. */
  SUBMITTED,
  /**
   * Its root was taken back on chain before it came into force, or its transaction never will be.
   */
  REVOKED,
  /** Its root is the one on chain. */
  CONFIRMED;

  /** Whether a settlement in this state may go on to {@code next}. */
  boolean leadsTo(SettlementState next) {
    return switch (next) {
      case COMPUTED -> false;
      case APPROVED -> this == COMPUTED;
      case EXPORTED -> this == APPROVED;
      // A transaction that was replaced by one with a higher fee has another hash.
      case SUBMITTED -> this == EXPORTED || this == SUBMITTED || this == REVOKED;
      case REVOKED -> this == SUBMITTED;
      // The chain is right, also where nobody noted the transaction.
      case CONFIRMED -> this == EXPORTED || this == SUBMITTED || this == REVOKED;
    };
  }
}

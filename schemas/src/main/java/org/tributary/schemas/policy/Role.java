package org.tributary.schemas.policy;

/** Why an account earns. */
public enum Role {
  PLATFORM,
  INFRASTRUCTURE,
  MODEL_DEVELOPER,
  BASE_MODEL_DEVELOPER,
  CONTRIBUTOR,
  /** The contributors' part of a fee that no method could attribute. */
  UNATTRIBUTED,
  /** The reward of a failed agent run, back to who put it up. */
  REFUND,
  /** The reward of a disputed agent run, until the dispute is resolved. */
  DISPUTED,
  /** What a redistributing cap moves from one payee to others; it sums to zero. */
  CAP,
  /** The other side of what is earned: what came in. */
  REVENUE
}

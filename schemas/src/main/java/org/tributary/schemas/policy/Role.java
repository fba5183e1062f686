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
  /** The other side of all the above: what came in. */
  REVENUE
}

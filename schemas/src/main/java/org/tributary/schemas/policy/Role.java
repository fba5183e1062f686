package org.tributary.schemas.policy;

/** Why an account earns. */
public enum Role {
  PLATFORM,
  INFRASTRUCTURE,
  MODEL_DEVELOPER,
  /** Who developed an adapter of the chain of models that answered. */
  ADAPTER_DEVELOPER,
  BASE_MODEL_DEVELOPER,
  /** Who curates a datanet that an inference is attributed to. */
  DATANET_CURATOR,
  /** Who owns the agent that made the call. */
  AGENT_OWNER,
  TREASURY,
  CONTRIBUTOR,
  /** What no method could attribute, or no account could be found for. */
  UNATTRIBUTED,
  /** The reward of a failed agent run: back to who put it up, or held. */
  REFUND,
  /** The reward of a disputed agent run, until the dispute is resolved. */
  DISPUTED,
  /** What a redistributing cap moves from one payee to others; it sums to zero. */
  CAP,
  /** What goes back to who paid joins its balance; it sums to zero. */
  REFUNDED,
  /** What a decision moves off a suspense account; it sums to zero. */
  DISCHARGED,
  /** The other side of what is earned: what came in. */
  REVENUE;

  /** Whether entitlements have it; the others are roles of postings only. */
  public boolean isEntitled() {
    return switch (this) {
      case CAP, REFUNDED, DISCHARGED, REVENUE -> false;
      default -> true;
    };
  }
}

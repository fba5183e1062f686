package org.tributary.influence.groups;

/** Why another contribution speaks for one; the names stand in tables and reports. */
public enum GroupReason {
  /** The content is, byte for byte, the leader's. */
  EXACT_DUPLICATE,
  /** The sketch points where the leader's does, or the content is that of one whose sketch does. */
  NEAR_DUPLICATE
}

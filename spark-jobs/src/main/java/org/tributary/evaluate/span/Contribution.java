package org.tributary.evaluate.span;

import java.util.Arrays;

/**
 * A contribution of text, as the engine's table of contributions has it; all are of one datanet.
 *
 * @param id contribution
 * @param contributor who submitted it
 * @param acceptedAt when it was accepted, any unit
 * @param added first version of the datanet that holds it
 * @param removed first version that no longer does; {@link #NEVER} if all later ones do
 * @param tokens the text
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content(); read only
record Contribution(
    String id, String contributor, long acceptedAt, int added, int removed, int[] tokens) {
  static final int NEVER = Integer.MAX_VALUE;

  boolean standsIn(int version) {
    return added <= version && version < removed;
  }

  /** Equal for equal texts, as the content hash is. */
  String content() {
    return Arrays.toString(tokens);
  }

  Contribution removedIn(int version) {
    return new Contribution(id, contributor, acceptedAt, added, version, tokens);
  }
}

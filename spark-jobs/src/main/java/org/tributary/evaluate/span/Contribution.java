package org.tributary.evaluate.span;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.tributary.text.TakenTexts;
import org.tributary.text.TextRuns;

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

  private static final long ANY_KEY = 1;

  /** Of contributions where the runs start that others had before, or that nobody has. */
  static List<BitSet> taken(List<Contribution> all, List<int[]> background, int run) {
    return TakenTexts.of(
        new TextRuns(run, ANY_KEY),
        all.stream()
            .map(each -> new TakenTexts.Text(each.contributor, each.acceptedAt, each.tokens))
            .toList(),
        background);
  }

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

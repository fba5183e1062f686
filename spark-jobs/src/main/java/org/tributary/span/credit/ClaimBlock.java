package org.tributary.span.credit;

import java.io.Serializable;

/**
 * Claims to texts in a few arrays, so that a million of them is sent as a handful of objects; the
 * i-th is to text {@code texts[i]}.
 *
 * @param sources contributions by which somebody claims, with position 0
 * @param texts numbers of texts
 * @param source of each claim its place in {@code sources}
 * @param positions of each claim the text's first token in the contribution
 * @param claimedAt as {@link Claim#claimedAt}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record ClaimBlock(
    Claim[] sources, int[] texts, int[] source, int[] positions, long[] claimedAt)
    implements Serializable {
  /** How many claims there are. */
  public int size() {
    return texts.length;
  }

  /** The i-th claim. */
  public Claim claim(int i) {
    return sources[source[i]].at(positions[i], claimedAt[i]);
  }

  /** Whether a contribution in the training set holds the i-th claim's text. */
  public boolean stands(int i) {
    return sources[source[i]].stands();
  }
}

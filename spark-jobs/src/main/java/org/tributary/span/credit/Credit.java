package org.tributary.span.credit;

import java.util.Arrays;

/**
 * What the tokens of an output weigh, in units of 2^-16 bits. The parts sum to the total.
 *
 * @param owners the span that each token belongs to, by its place among those that were given;
 *     negative where it belongs to none
 * @param weights what each token earns for those who claim its text; 0 where it belongs to no span
 * @param common weight of tokens in spans, as far as their text is common
 * @param echo weight of tokens that repeat the prompt
 * @param uncovered weight of tokens in no span
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record Credit(int[] owners, long[] weights, long common, long echo, long uncovered) {
  /** Weight of all tokens. */
  public long total() {
    return Arrays.stream(weights).sum() + common + echo + uncovered;
  }

  /**
   * What each span earns.
   *
   * @param spans how many there are
   */
  public long[] bySpan(int spans) {
    long[] sums = new long[spans];
    for (int at = 0; at < owners.length; at++) {
      if (owners[at] >= 0) {
        sums[owners[at]] += weights[at];
      }
    }
    return sums;
  }
}

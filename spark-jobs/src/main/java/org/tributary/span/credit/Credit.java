package org.tributary.span.credit;

import java.util.Arrays;

/**
 * What the tokens of an output weigh, in units of 2^-16 bits. The parts sum to the total.
 *
 * @param spans credited weight of each span, in the order they were given; 0 for one that no token
 *     belongs to
 * @param common weight of tokens in spans, as far as their text is common
 * @param echo weight of tokens that repeat the prompt
 * @param uncovered weight of tokens in no span
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record Credit(long[] spans, long common, long echo, long uncovered) {
  /** Weight of all tokens. */
  public long total() {
    return Arrays.stream(spans).sum() + common + echo + uncovered;
  }
}

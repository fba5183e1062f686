package org.tributary.span.credit;

/**
 * A span of an output.
 *
 * @param start its first token in the output
 * @param length tokens
 */
public record CreditedSpan(int start, int length) {
  int end() {
    return start + length;
  }
}

package org.tributary.span;

/** What token ids may be. */
final class Tokens {
  private Tokens() {}

  /**
   * @throws IllegalArgumentException if one of them is negative
   */
  static void require(int[] tokens, int offset, int length, String whose) {
    int signs = 0;
    for (int i = offset; i < offset + length; i++) {
      signs |= tokens[i];
    }
    if (signs >= 0) {
      return;
    }
    for (int i = offset; i < offset + length; i++) {
      if (tokens[i] < 0) {
        throw new IllegalArgumentException(
            whose
                + " has token "
                + tokens[i]
                + " at "
                + (i - offset)
                + ": token ids are 0 or more");
      }
    }
  }
}

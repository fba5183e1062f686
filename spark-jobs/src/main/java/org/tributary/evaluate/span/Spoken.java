package org.tributary.evaluate.span;

/** An inference: the tokens of its prompt and of its output. */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record Spoken(int[] prompt, int[] output) {
  private static final int[] NOTHING = {};

  static Spoken unprompted(int[] output) {
    return new Spoken(NOTHING, output);
  }
}

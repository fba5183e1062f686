package org.tributary.span;

/** The texts of spans that one document holds, by text. */
public final class Holdings {
  private final int[] texts;
  private final int[] occurrences;
  private final int[] firsts;

  Holdings(int[] texts, int[] occurrences, int[] firsts) {
    this.texts = texts;
    this.occurrences = occurrences;
    this.firsts = firsts;
  }

  /** How many texts the document holds. */
  public int size() {
    return texts.length;
  }

  /** The number of the i-th text, as {@link Spans} has it; ascending. */
  public int text(int i) {
    return texts[i];
  }

  /** At how many positions of the document the i-th text stands, at least 1; they may overlap. */
  public int occurrences(int i) {
    return occurrences[i];
  }

  /** The first of these positions, tokens from the start of the document. */
  public int first(int i) {
    return firsts[i];
  }
}

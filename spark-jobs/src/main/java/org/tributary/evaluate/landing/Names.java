package org.tributary.evaluate.landing;

import java.util.List;
import java.util.function.UnaryOperator;

/** Lists of ids in sentences. */
final class Names {
  private static final int FEW = 20;

  private Names() {}

  /** The first ones, and how many there are besides. */
  static String few(List<String> ids) {
    return few(ids, UnaryOperator.identity());
  }

  /**
   * The first ones, and how many there are besides.
   *
   * @param words makes of an id what the page can hold
   */
  static String few(List<String> ids, UnaryOperator<String> words) {
    if (ids.isEmpty()) {
      return "none";
    }
    String first = String.join(", ", ids.stream().limit(FEW).map(words).toList());
    return ids.size() <= FEW ? first : first + " and " + (ids.size() - FEW) + " more";
  }
}

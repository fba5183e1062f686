package org.tributary.influence;

import java.util.Comparator;

/**
 * The order of texts by their UTF-8 bytes, as Spark SQL sorts them. Java's own order differs where
 * a text has characters beyond the basic plane.
 */
final class Utf8Order {
  static final Comparator<String> TEXTS = Utf8Order::compare;

  private Utf8Order() {}

  private static int compare(String one, String other) {
    int shared = Math.min(one.length(), other.length());
    for (int i = 0; i < shared; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        // Of two different units, a surrogate stands for the larger code point.
        boolean surrogateA = Character.isSurrogate(a);
        if (surrogateA != Character.isSurrogate(b)) {
          return surrogateA ? 1 : -1;
        }
        return Character.compare(a, b);
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}

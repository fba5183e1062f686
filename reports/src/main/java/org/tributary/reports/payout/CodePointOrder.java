package org.tributary.reports.payout;

import java.util.Comparator;

/**
 * Text by code points, which is the order of UTF-8 bytes and so that of Spark; {@link
 * String#compareTo} orders by UTF-16 units and differs above U+FFFF.
 */
public final class CodePointOrder {
  public static final Comparator<String> INSTANCE = CodePointOrder::compare;

  private CodePointOrder() {}

  private static int compare(String left, String right) {
    int at = 0;
    while (at < left.length() && at < right.length()) {
      int l = left.codePointAt(at);
      int r = right.codePointAt(at);
      if (l != r) {
        return Integer.compare(l, r);
      }
      at += Character.charCount(l);
    }
    return Integer.compare(left.length(), right.length());
  }
}

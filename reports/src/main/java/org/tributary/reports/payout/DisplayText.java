package org.tributary.reports.payout;

import java.util.Optional;

/**
 * Text that strangers chose (display names, reasons of holds), made fit to be shown. Escaping for
 * HTML or Markdown comes on top, where it is written.
 */
public final class DisplayText {
  private static final int REPLACEMENT = 0xFFFD;
  private static final String FORMULA_STARTS = "=+-@";

  private DisplayText() {}

  /**
   * The text without control and format characters (each becomes U+FFFD: a line break would forge a
   * row, a direction override would forge a name), and with an apostrophe before a first character
   * that makes a spreadsheet run the cell as a formula (OWASP, CSV injection). Blank text is none.
   */
  public static Optional<String> clean(String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder();
    text.strip().codePoints().forEach(c -> out.appendCodePoint(isVisible(c) ? c : REPLACEMENT));
    if (FORMULA_STARTS.indexOf(out.charAt(0)) >= 0) {
      out.insert(0, '\'');
    }
    return Optional.of(out.toString());
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}

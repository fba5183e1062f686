package org.tributary.sample.code;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts source text into the pieces that are tokens: a run of ASCII letters, a run of ASCII digits,
 * or one other visible character. White space and control characters part pieces and are dropped.
 */
final class SourcePieces {
  private SourcePieces() {}

  static List<String> of(String text) {
    List<String> pieces = new ArrayList<>(text.length() / 4);
    int at = 0;
    while (at < text.length()) {
      int end = endOfPiece(text, at);
      int first = text.codePointAt(at);
      if (!isInvisible(first)) {
        pieces.add(text.substring(at, end));
      }
      at = end;
    }
    return pieces;
  }

  private static int endOfPiece(String text, int at) {
    int end = at;
    if (isLetter(text.charAt(at))) {
      while (end < text.length() && isLetter(text.charAt(end))) {
        end++;
      }
    } else if (isDigit(text.charAt(at))) {
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
    } else {
      end += Character.charCount(text.codePointAt(at));
    }
    return end;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isInvisible(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint);
  }
}

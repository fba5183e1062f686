package org.tributary.evaluate.landing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * Reads {@code truth.csv}: UTF-8, a header {@value #HEADER}, a contributor per line. An id with a
 * comma or a quote in it stands in quotes, doubled inside (RFC 4180). Strict, since an effect that
 * is left out or taken for another one would change what is measured and nobody would see it.
 */
final class TruthFile {
  static final String HEADER = "contributor_id,effect";

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\",([^,\"]*)");
  private static final Pattern PLAIN = Pattern.compile("([^,\"]*),([^,\"]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final int MOST_SHOWN = 60;

  private final String name;
  private final Map<String, Integer> lines = new HashMap<>();
  private final TreeMap<String, Double> effects = new TreeMap<>();

  private TruthFile(String name) {
    this.name = name;
  }

  /**
   * Reads the table.
   *
   * @param name of the file, for error messages
   * @throws TributaryException {@code LANDING_UNREADABLE} where it isn't such a table
   */
  static Truth read(String name, byte[] bytes) {
    TruthFile file = new TruthFile(name);
    List<String> text = file.decoded(bytes).lines().toList();
    file.requireHeader(text.isEmpty() ? "" : text.get(0));
    for (int i = 1; i < text.size(); i++) {
      if (!text.get(i).isBlank()) {
        file.take(i + 1, text.get(i));
      }
    }
    return new Truth(name, file.effects);
  }

  private String decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // Spreadsheets begin what they call UTF-8 with it.
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new TributaryException(
          ErrorCode.LANDING_UNREADABLE, "Truth file " + name + " is no UTF-8 text.", e);
    }
  }

  private void requireHeader(String first) {
    if (!first.equals(HEADER)) {
      throw wrong(
          "Truth file %s begins with \"%s\". Its first line must be %s, with a contributor per line"
              + " below it.",
          name, shortened(first), HEADER);
    }
  }

  private void take(int line, String text) {
    Matcher fields = matched(QUOTED, text).or(() -> matched(PLAIN, text)).orElse(null);
    if (fields == null) {
      throw wrong(
          "Truth file %s, line %d: \"%s\" isn't a contributor id, a comma and a number. Put an id"
              + " with a comma in quotes.",
          name, line, shortened(text));
    }
    String contributor = fields.group(1).replace("\"\"", "\"");
    if (contributor.isBlank()) {
      throw wrong("Truth file %s, line %d has no contributor id: name one.", name, line);
    }
    Integer before = lines.putIfAbsent(contributor, line);
    if (before != null) {
      throw wrong(
          "Truth file %s, line %d: contributor %s already has an effect on line %d. Keep one of"
              + " them.",
          name, line, contributor, before);
    }
    effects.put(contributor, effect(line, contributor, fields.group(2).strip()));
  }

  private double effect(int line, String contributor, String text) {
    // parseDouble takes more than a table should have: NaN, hexadecimal, a trailing d.
    double effect = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (!Double.isFinite(effect)) {
      throw wrong(
          "Truth file %s, line %d: the effect of %s is \"%s\", which is no finite number. Write a"
              + " decimal number such as -0.0125, or leave the contributor out.",
          name, line, contributor, shortened(text));
    }
    return effect;
  }

  private static Optional<Matcher> matched(Pattern pattern, String text) {
    return Optional.of(pattern.matcher(text)).filter(Matcher::matches);
  }

  private static String shortened(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }

  private static TributaryException wrong(String format, Object... arguments) {
    return TributaryException.of(ErrorCode.LANDING_UNREADABLE, format, arguments);
  }
}

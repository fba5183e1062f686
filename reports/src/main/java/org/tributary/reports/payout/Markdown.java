package org.tributary.reports.payout;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Markdown text under construction; what strangers chose is escaped. */
final class Markdown {
  private static final String SPECIAL = "\\`*_{}[]()#+!|~$<>";

  private final StringBuilder out = new StringBuilder();

  Markdown heading(int level, String text) {
    out.append("#".repeat(level)).append(' ').append(text).append("\n\n");
    return this;
  }

  Markdown paragraph(String text) {
    out.append(text).append("\n\n");
    return this;
  }

  Markdown bullets(List<String> items) {
    items.forEach(item -> out.append("- ").append(item).append('\n'));
    out.append('\n');
    return this;
  }

  /**
   * A table.
   *
   * @param columns headings; one that starts with {@code >} is aligned to the right
   */
  Markdown table(List<String> columns, List<List<String>> rows) {
    row(columns.stream().map(name -> name.startsWith(">") ? name.substring(1) : name).toList());
    row(columns.stream().map(name -> name.startsWith(">") ? "---:" : "---").toList());
    rows.forEach(this::row);
    out.append('\n');
    return this;
  }

  String text() {
    return out.toString().stripTrailing() + "\n";
  }

  /**
   * Text with every character that Markdown or HTML gives a meaning made plain; what breaks lines
   * or turns their direction is spelled out, e.g. {@code \\u000A}.
   */
  static String escaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> plain.append("&lt;");
        case '>' -> plain.append("&gt;");
        case '&' -> plain.append("&amp;");
        default -> {
          if (isLayout(c)) {
            plain.append(String.format(Locale.ROOT, "\\\\u%04X", (int) c));
            continue;
          }
          if (SPECIAL.indexOf(c) >= 0) {
            plain.append('\\');
          }
          plain.append(c);
        }
      }
    }
    return plain.toString();
  }

  private static boolean isLayout(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private void row(List<String> cells) {
    out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |"))).append('\n');
  }
}

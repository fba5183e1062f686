package org.tributary.evaluate;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Markdown page under construction. Text is taken as it is: see {@link #escaped}. */
public final class MarkdownPage {
  private static final String SPECIAL = "\\`*_{}[]()#+!|~$<>&";

  private final StringBuilder page = new StringBuilder();

  /** A page with a title and nothing else yet. */
  public MarkdownPage(String title) {
    page.append("# ").append(title).append("\n");
  }

  public MarkdownPage heading(String words) {
    page.append("\n## ").append(words).append("\n");
    return this;
  }

  public MarkdownPage paragraph(String words) {
    page.append("\n").append(words).append("\n");
    return this;
  }

  public MarkdownPage points(List<String> points) {
    page.append("\n");
    points.forEach(point -> page.append("- ").append(point).append('\n'));
    return this;
  }

  public MarkdownPage table(Table table) {
    heading(table.caption());
    page.append("\n").append(line(table.columns()));
    page.append(
        IntStream.range(0, table.columns().size())
            .mapToObj(column -> column < table.words() ? "---" : "---:")
            .collect(Collectors.joining("|", "|", "|\n")));
    for (int i = 0; i < table.lines().size(); i++) {
      List<String> cells = table.lines().get(i);
      boolean best = table.best().equals(OptionalInt.of(i));
      page.append(line(best ? cells.stream().map(cell -> "**" + cell + "**").toList() : cells));
    }
    return this;
  }

  /** The page. */
  public String text() {
    return page.toString();
  }

  /** What strangers chose, on one line and without a meaning in Markdown. */
  public static String escaped(String words) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (SPECIAL.indexOf(c) >= 0) {
        plain.append('\\');
      }
      plain.append(Character.isISOControl(c) ? ' ' : c);
    }
    return plain.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}

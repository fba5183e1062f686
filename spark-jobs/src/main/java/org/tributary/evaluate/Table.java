package org.tributary.evaluate;

import java.util.List;
import java.util.OptionalInt;

/**
 * A table as text, the same for every page.
 *
 * @param caption what it is about
 * @param columns headings
 * @param words how many columns, from the left, hold words; the others hold numbers
 * @param lines one cell per column
 * @param best the line that is set off, if any
 */
public record Table(
    String caption, List<String> columns, int words, List<List<String>> lines, OptionalInt best) {
  public Table {
    columns = List.copyOf(columns);
    lines = lines.stream().map(List::copyOf).toList();
    for (List<String> line : lines) {
      if (line.size() != columns.size()) {
        throw new IllegalArgumentException("A line of " + line.size() + " cells in " + caption);
      }
    }
  }
}

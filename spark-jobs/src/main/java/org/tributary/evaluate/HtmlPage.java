package org.tributary.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/**
 * An HTML page under construction: one file that needs nothing else. Text is escaped, since ids of
 * contributors and models may be anything; figures are this package's own markup.
 */
public final class HtmlPage {
  private static final String STYLE = "evaluation.css";

  private final StringBuilder page = new StringBuilder();

  /** A page with a title and nothing else yet. */
  public HtmlPage(String title) {
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(escaped(title)).append("</title>\n");
    page.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>").append(escaped(title)).append("</h1>\n");
  }

  public HtmlPage heading(String words) {
    page.append("<h2>").append(escaped(words)).append("</h2>\n");
    return this;
  }

  public HtmlPage paragraph(String words) {
    page.append("<p>").append(escaped(words)).append("</p>\n");
    return this;
  }

  /**
   * A drawing.
   *
   * @param svg markup
   * @param caption markup
   */
  public HtmlPage figure(String svg, String caption) {
    page.append("<figure>\n").append(svg).append("<figcaption>");
    page.append(caption).append("</figcaption>\n</figure>\n");
    return this;
  }

  public HtmlPage points(List<String> points) {
    page.append("<ul>\n");
    points.forEach(point -> page.append("<li>").append(escaped(point)).append("</li>\n"));
    page.append("</ul>\n");
    return this;
  }

  public HtmlPage table(Table table) {
    heading(table.caption());
    page.append("<div class=\"frame\"><table>\n<thead>");
    page.append(line("th scope=\"col\"", "th", table.columns(), table.words(), ""));
    page.append("</thead>\n<tbody>\n");
    for (int i = 0; i < table.lines().size(); i++) {
      String style = table.best().equals(OptionalInt.of(i)) ? " class=\"best\"" : "";
      page.append(line("td", "td", table.lines().get(i), table.words(), style));
    }
    page.append("</tbody>\n</table></div>\n");
    return this;
  }

  /** The page. */
  public String text() {
    return page + "</main>\n</body>\n</html>\n";
  }

  private static String line(
      String open, String close, List<String> cells, int words, String style) {
    StringBuilder line = new StringBuilder("<tr" + style + ">");
    for (int i = 0; i < cells.size(); i++) {
      String number = i < words ? "" : " class=\"number\"";
      line.append('<').append(open).append(number).append('>');
      line.append(escaped(cells.get(i))).append("</").append(close).append('>');
    }
    return line.append("</tr>\n").toString();
  }

  /** Nothing that the page says in words stands inside a tag: quotes are as good as any letter. */
  static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String style() {
    try (InputStream in = HtmlPage.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + STYLE, e);
    }
  }
}

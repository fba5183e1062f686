package org.tributary.reports.payout;

import static org.tributary.reports.payout.Html.element;
import static org.tributary.reports.payout.Html.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tributary.reports.payout.Html.Element;
import org.tributary.reports.payout.Html.Node;

/** Pieces that several sections of the page use. */
final class Parts {
  private static final int CLEAR_DECIMALS = 4;

  /** A point and six decimals read well as they are. */
  private static final int SHORT_FRACTION = 7;

  private Parts() {}

  /** A heading of a column; numbers stand right. */
  record Column(String name, boolean number) {
    static Column label(String name) {
      return new Column(name, false);
    }

    static Column number(String name) {
      return new Column(name, true);
    }
  }

  /** An exact amount, with the far decimals in a quieter tone. */
  static Element amount(Amounts amounts, BigInteger baseUnits) {
    String fraction = amounts.fraction(baseUnits);
    int clear = fraction.length() <= SHORT_FRACTION ? fraction.length() : CLEAR_DECIMALS + 1;
    Element near = element("span", amounts.whole(baseUnits) + fraction.substring(0, clear));
    Element amount =
        element("span", near).styled(baseUnits.signum() < 0 ? "amount minus" : "amount");
    return clear == fraction.length()
        ? amount
        : amount.containing(List.of(element("span", fraction.substring(clear)).styled("dust")));
  }

  /** Text to be copied whole with one tap or click. */
  static Element hash(String value) {
    return element("code", value).styled("hash");
  }

  static Element status(String status) {
    return element("span", Words.status(status))
        .styled("pill " + status.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** A name with its account below, or the account alone. */
  static Element person(String accountId, Optional<String> displayName) {
    Element person = element("span").styled("person");
    return displayName
        .map(
            name ->
                person.containing(
                    List.of(
                        element("strong", element("span", name).with("dir", "auto")),
                        element("small", accountId))))
        .orElseGet(() -> person.containing(List.of(element("strong", accountId))));
  }

  /** A table that scrolls sideways in its own frame where the screen is narrow. */
  static Element table(String caption, List<Column> columns, List<List<Node>> rows) {
    List<Element> head = new ArrayList<>();
    for (Column column : columns) {
      Element cell = element("th", column.name()).with("scope", "col");
      head.add(column.number() ? cell.styled("number") : cell);
    }
    List<Element> body = new ArrayList<>();
    for (List<Node> row : rows) {
      List<Element> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        Element cell = i == 0 ? element("th").with("scope", "row") : element("td");
        cells.add(
            (columns.get(i).number() ? cell.styled("number") : cell)
                .containing(List.of(row.get(i))));
      }
      body.add(element("tr").containing(cells));
    }
    Element table =
        element(
            "table",
            element("caption", caption).styled("unseen"),
            element("thead", element("tr").containing(head)),
            element("tbody").containing(body));
    return element("div", table)
        .styled("frame")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", caption);
  }

  /** A bar that is filled from the left. */
  static Element bar(String cssClass, long hundredths, String label) {
    long width = Math.max(0, Math.min(10_000, hundredths));
    return chart("0 0 10000 100", label)
        .styled("bar")
        .containing(
            List.of(
                rectangle(0, 0, 10_000, 100).styled("track"),
                rectangle(0, 0, width, 100).styled(cssClass)));
  }

  static Element chart(String viewBox, String label) {
    return element("svg")
        .with("viewBox", viewBox)
        .with("preserveAspectRatio", "none")
        .with("role", "img")
        .with("aria-label", label);
  }

  static Element rectangle(long x, long y, long width, long height) {
    return element("rect")
        .with("x", Long.toString(x))
        .with("y", Long.toString(y))
        .with("width", Long.toString(width))
        .with("height", Long.toString(height));
  }

  static Element section(String id, String title, List<? extends Node> content) {
    return element("section", element("h2", title).with("id", id))
        .with("aria-labelledby", id)
        .containing(content);
  }

  /** A figure with its name above and a remark below. */
  static Element figure(String name, Node value, String remark) {
    return element(
            "div",
            element("dt", name),
            element("dd", value, element("span", text(remark)).styled("remark")))
        .styled("figure");
  }
}

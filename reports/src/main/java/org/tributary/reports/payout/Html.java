package org.tributary.reports.payout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small tree of HTML. Text and attribute values are escaped when it is rendered and there is no
 * way to put markup in as text, so a hostile display name stays text wherever it stands.
 */
final class Html {
  private static final Set<String> VOID = Set.of("meta", "br", "hr");
  private static final Set<String> INLINE =
      Set.of("span", "a", "code", "strong", "small", "b", "abbr", "title", "rect", "path");

  private Html() {}

  /** What stands in a page. */
  sealed interface Node permits Text, Element, StyleSheet {}

  /** Text, escaped when rendered. */
  record Text(String value) implements Node {}

  /**
   * The content of a style element, as it is: comes from a resource of this package and from
   * nowhere else.
   */
  record StyleSheet(String css) implements Node {
    StyleSheet {
      if (css.contains("<")) {
        throw new IllegalArgumentException("A style sheet must not hold '<'");
      }
    }
  }

  /** An element with its attributes and children. */
  record Element(String name, Map<String, String> attributes, List<Node> children) implements Node {
    /** This element with one more attribute. */
    Element with(String attribute, String value) {
      Map<String, String> more = new LinkedHashMap<>(attributes);
      more.put(attribute, value);
      return new Element(name, more, children);
    }

    /** This element with a class. */
    Element styled(String cssClass) {
      return with("class", cssClass);
    }

    /** This element with more children at its end. */
    Element containing(List<? extends Node> nodes) {
      List<Node> more = new ArrayList<>(children);
      more.addAll(nodes);
      return new Element(name, attributes, more);
    }
  }

  static Element element(String name, Node... children) {
    return new Element(name, Map.of(), Arrays.asList(children));
  }

  static Element element(String name, String text) {
    return element(name, text(text));
  }

  static Text text(String value) {
    return new Text(value);
  }

  /** The node as HTML. */
  static String render(Node node) {
    StringBuilder out = new StringBuilder();
    append(out, node);
    return out.toString();
  }

  private static void append(StringBuilder out, Node node) {
    if (node instanceof Text text) {
      escape(out, text.value());
    } else if (node instanceof StyleSheet sheet) {
      out.append(sheet.css());
    } else if (node instanceof Element element) {
      appendElement(out, element);
    }
  }

  private static void appendElement(StringBuilder out, Element element) {
    out.append('<').append(element.name());
    element
        .attributes()
        .forEach(
            (name, value) -> {
              out.append(' ').append(name).append("=\"");
              escape(out, value);
              out.append('"');
            });
    out.append('>');
    if (!VOID.contains(element.name())) {
      element.children().forEach(child -> append(out, child));
      out.append("</").append(element.name()).append('>');
    }
    if (!INLINE.contains(element.name())) {
      out.append('\n');
    }
  }

  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}

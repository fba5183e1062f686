package org.tributary.schemas.policy;

import java.util.List;
import java.util.Locale;

/** How an inference is attributed to contributions. */
public enum Method {
  INFLUENCE,
  SPAN,
  LEXICAL,
  RETRIEVAL,
  DECLARED;

  /** Methods whose shares stand in table text_shares. */
  public static final List<Method> BY_TEXT = List.of(SPAN, LEXICAL);

  /** Its name in tables, e.g. {@code span}. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.tributary.schemas.policy;

import java.util.Locale;

/** How an inference is attributed to contributions. */
public enum Method {
  INFLUENCE,
  SPAN,
  LEXICAL,
  RETRIEVAL,
  DECLARED;

  /** Its name in tables, e.g. {@code span}. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

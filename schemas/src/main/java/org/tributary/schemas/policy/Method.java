package org.tributary.schemas.policy;

/** How an inference is attributed to contributions. */
public enum Method {
  INFLUENCE,
  SPAN,
  LEXICAL,
  RETRIEVAL,
  DECLARED
}

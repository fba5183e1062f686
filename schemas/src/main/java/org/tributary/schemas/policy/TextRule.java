package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** What the rules of methods that look at text have in common. */
public sealed interface TextRule extends Serializable permits SpanRule, LexicalRule {
  /** Tokens of the runs by which it is told who was first to have a text. */
  int seedTokens();

  /** An output token in a run of at least that many that stands in the prompt earns nothing. */
  int echoTokens();

  /** Which rows of {@code background_documents} are text of nobody; empty: none. */
  Optional<String> background();

  /** What the background's content hash must be; empty: anything. */
  Optional<String> backgroundSha256();

  /** All numbers of the rule, in a fixed order. */
  List<Integer> numbers();
}

package org.tributary.span.credit;

/** Why tokens of an output earn nobody anything. */
public enum Uncredited {
  /**
   * They are common text: frequent in the background, or in a span that tells too little, or the
   * few tokens that an edit of others' text consists of.
   */
  COMMON_TEXT,
  /** They lie in no span. */
  NO_SPAN,
  /** They repeat the prompt. */
  PROMPT_ECHO
}

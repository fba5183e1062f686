package org.tributary.text;

/** Why what an output says earns nobody anything. */
public enum Uncredited {
  /**
   * They are common text: frequent in the background, or in a span that tells too little, or the
   * few tokens that an edit of others' text consists of.
   */
  COMMON_TEXT,
  /** No contribution has them, or only ones that are no match for the output. */
  NO_MATCH,
  /** They lie in no span. */
  NO_SPAN,
  /** They repeat the prompt. */
  PROMPT_ECHO
}

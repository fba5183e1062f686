package org.tributary.attribute;

/** Why a share of an inference has no contributor. */
public enum UnattributedReason {
  /** The inference was logged without sketches, or the model has no training sketches. */
  NO_SKETCH,
  /** A sketch has a checkpoint or a dimension that the training sketches don't have. */
  SKETCH_MISFIT,
  /** The model has no training set. */
  NO_TRAINING_SET,
  /** No contributor's value is positive. */
  NO_POSITIVE_VALUE,
  /** Contributors have positive values, but none of them has credibility. */
  NO_CREDIBLE_VALUE,
  /** Nothing was retrieved for the inference. */
  NO_RETRIEVAL,
  /** What was retrieved isn't an accepted contribution on record. */
  UNKNOWN_CONTRIBUTION,
  /** Divided by the declared weights of the model's training set when it is allocated. */
  DECLARED,
  /** The inference was logged without the tokens of its output. */
  NO_TOKENS,
  /** The model's training set has no contribution in the inference's tokens. */
  TOKENIZER_MISMATCH,
  /** What the output says that no contribution says, or only ones that are no match for it. */
  NO_MATCH,
  /** Tokens of the output that lie in no span. */
  NO_SPAN,
  /** Tokens of the output that repeat the inference's own prompt. */
  PROMPT_ECHO,
  /** Tokens in spans that are common text: frequent in the background, or telling too little. */
  COMMON_TEXT
}

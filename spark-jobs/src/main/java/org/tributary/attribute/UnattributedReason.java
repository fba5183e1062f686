package org.tributary.attribute;

/** Why a share of an inference has no contributor. */
public enum UnattributedReason {
  /** The policy names a method that this version of the engine doesn't have. */
  METHOD_NOT_AVAILABLE,
  /** The inference was logged without sketches, or the model has no training sketches. */
  NO_SKETCH,
  /** A sketch has a checkpoint or a dimension that the training sketches don't have. */
  SKETCH_MISFIT,
  /** The model has no training set. */
  NO_TRAINING_SET,
  /** No contributor's value is positive. */
  NO_POSITIVE_VALUE,
  /** Contributors have positive values, but none of them has credibility. */
  NO_CREDIBLE_VALUE
}

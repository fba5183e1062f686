package org.tributary.evaluate.pay;

import org.tributary.sample.digits.Examples;

/** Trains one kind of model. The same examples in the same order give the same model. */
interface Learner {
  /** Trains from nothing. */
  Fit fit(Examples train);

  /**
   * Trains on nearly the same examples; may use what {@code near} knows to get there faster.
   *
   * @param near a fit of this learner
   */
  Fit refit(Fit near, Examples train);
}

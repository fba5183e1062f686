package org.tributary.evaluate.span;

import java.util.List;
import org.tributary.text.TextShare;

/** What a method that looks at text pays, in memory: the engine's steps over the same cores. */
interface TextPay {
  /**
   * The shares of outputs, by output.
   *
   * @param all contributions that ever were
   * @param version of the datanet that the model was trained on
   */
  List<List<TextShare>> shares(List<Contribution> all, int version, List<Spoken> log);
}

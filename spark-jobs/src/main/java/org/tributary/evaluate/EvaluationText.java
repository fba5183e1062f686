package org.tributary.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the pages say in words. */
final class EvaluationText {
  static final String TITLE = "Attribution against the truth";

  private EvaluationText() {}

  /** How the numbers were made, in sentences. */
  static String protocol(Protocol protocol) {
    String split =
        String.format(
            Locale.ROOT,
            "%d digits to train on, %d others as queries: the first rows of"
                + " numpy.random.RandomState(%d).permutation(1797).",
            protocol.trainRows(),
            protocol.queryRows(),
            protocol.splitSeed());
    String halves =
        String.format(
            Locale.ROOT,
            " A multinomial logistic regression, trained again to a gradient norm of 1e-8 on %d"
                + " random halves (seeds %d to %d)",
            protocol.subsets(),
            protocol.firstSubsetSeed(),
            protocol.firstSubsetSeed() + protocol.subsets() - 1);
    String each =
        protocol.leaveOneOut() ? " and without each of the " + protocol.trainRows() + " rows" : "";
    String models =
        String.format(
            Locale.ROOT,
            ", for L2 = %s: %,d trainings in all.",
            protocol.l2().stream().map(Numbers::plain).collect(Collectors.joining(", ")),
            protocol.trainings());
    return split + halves + each + models;
  }

  /** What the columns mean, one sentence each. */
  static List<String> definitions(Protocol protocol) {
    List<String> definitions = new ArrayList<>();
    definitions.add(
        "LDS (linear datamodeling score): over the random halves, Spearman's correlation between"
            + " the summed scores of the rows trained on and minus the query's loss after training"
            + " on them; mean over the queries ± its standard error.");
    if (protocol.leaveOneOut()) {
      definitions.add(
          "LOO (leave-one-out correlation): over the training rows, Pearson's correlation between a"
              + " row's score and the loss that the query gains when the model is trained without"
              + " the row; mean over the queries ± its standard error.");
    }
    definitions.add(
        "float64: the scores in plain double arithmetic. int8: the scores as the engine computes"
            + " them, from int8 sketches with exact integer products.");
    definitions.add(
        "exact-influence solves with the Hessian of the training loss, which a trainer of a larger"
            + " model can't export: what is possible at best. gradient-dot has no preconditioner:"
            + " what is to be beaten. gauss-newton is the engine's method, the damped empirical"
            + " Fisher; its damping ratio is lambda over the Fisher's mean eigenvalue.");
    return definitions;
  }
}

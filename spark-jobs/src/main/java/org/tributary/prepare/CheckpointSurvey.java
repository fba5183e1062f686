package org.tributary.prepare;

import java.util.List;
import org.apache.spark.sql.Row;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * A row of {@code survey.sql}: what the training sketches of one model and checkpoint look like.
 *
 * @param trainingRows sketches
 * @param members contributions of the model's training set
 * @param largest largest magnitude of a gradient's entry
 * @param strangers sketches of contributions outside the training set
 * @param examples some of them
 * @param digest hash of all rows
 */
record CheckpointSurvey(
    String modelId,
    String checkpoint,
    long trainingRows,
    long members,
    int smallestDimension,
    int largestDimension,
    double largest,
    long strangers,
    List<String> examples,
    String digest) {
  /** A preconditioner is a dense matrix: 8,192 dimensions are 512 MiB. */
  static final int LARGEST_DIMENSION = 8_192;

  static CheckpointSurvey of(Row row) {
    return new CheckpointSurvey(
        row.getAs("model_id"),
        row.getAs("checkpoint"),
        row.<Long>getAs("training_rows"),
        row.<Long>getAs("members"),
        row.<Integer>getAs("smallest_dimension"),
        row.<Integer>getAs("largest_dimension"),
        row.<Double>getAs("largest"),
        row.<Long>getAs("strangers"),
        row.getList(row.fieldIndex("examples")),
        row.getAs("digest"));
  }

  /** Contributions of the training set that have no sketch at this checkpoint. */
  long missing() {
    return members - trainingRows;
  }

  /** Throws INPUT_INCONSISTENT when the sketches contradict each other or the training set. */
  void requireConsistent() {
    if (strangers > 0) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "%d of %d training sketches of model %s at checkpoint '%s' belong to contributions that"
              + " aren't in its training set, e.g. %s. Correct model_training_sets or contributions,"
              + " or export the sketches again.",
          strangers,
          trainingRows,
          modelId,
          checkpoint,
          String.join(", ", examples));
    }
    if (smallestDimension != largestDimension) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Training sketches of model %s at checkpoint '%s' have %d to %d dimensions: they need one"
              + " dimension. Export them again.",
          modelId,
          checkpoint,
          smallestDimension,
          largestDimension);
    }
    if (largestDimension > LARGEST_DIMENSION) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Training sketches of model %s at checkpoint '%s' have %d dimensions; at most %d can be"
              + " preconditioned. Project the gradients to fewer dimensions.",
          modelId,
          checkpoint,
          largestDimension,
          LARGEST_DIMENSION);
    }
  }
}

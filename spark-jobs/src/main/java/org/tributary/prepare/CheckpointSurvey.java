package org.tributary.prepare;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.tributary.influence.SketchLayout;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * A row of {@code survey.sql}: what the training sketches of one model and checkpoint look like.
 *
 * @param trainingRows sketches of contributions of the model's training set
 * @param members contributions of the model's training set
 * @param firstProjection first of their projections; empty: none is named
 * @param lastProjection last of their projections
 * @param strangers sketches of contributions outside the training set
 * @param stranger one of them; null where there is none
 * @param digest hash of all rows
 */
record CheckpointSurvey(
    String modelId,
    String checkpoint,
    long trainingRows,
    long members,
    int smallestDimension,
    int largestDimension,
    String firstProjection,
    String lastProjection,
    long strangers,
    String stranger,
    String digest) {
  /** A preconditioner is a dense matrix: 8,192 dimensions are 512 MiB. */
  static final int LARGEST_BLOCK = 8_192;

  static CheckpointSurvey of(Row row) {
    boolean empty = row.<Long>getAs("training_rows") == 0;
    return new CheckpointSurvey(
        row.getAs("model_id"),
        row.getAs("checkpoint"),
        row.<Long>getAs("training_rows"),
        row.<Long>getAs("members"),
        empty ? 0 : row.<Integer>getAs("smallest_dimension"),
        empty ? 0 : row.<Integer>getAs("largest_dimension"),
        row.getAs("first_projection"),
        row.getAs("last_projection"),
        row.<Long>getAs("strangers"),
        row.getAs("stranger"),
        row.getAs("digest"));
  }

  /** Contributions of the training set that have no sketch at this checkpoint. */
  long missing() {
    return members - trainingRows;
  }

  /** The projection that all sketches went through; null where they name none. */
  String projectionId() {
    return firstProjection.isEmpty() ? null : firstProjection;
  }

  /**
   * The checkpoint's parts of a row.
   *
   * @param blocks layer blocks of its projection; none: the sketch is one block
   * @throws TributaryException INPUT_INCONSISTENT when the sketches contradict each other or the
   *     projection
   */
  List<SketchLayout.Part> parts(List<Block> blocks) {
    requireConsistent();
    List<Block> used = blocks.isEmpty() ? List.of(new Block(null, largestDimension)) : blocks;
    int sum = used.stream().mapToInt(Block::dimension).sum();
    if (sum != largestDimension) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Training sketches of model %s at checkpoint '%s' have %d dimensions, but their"
              + " projection %s has blocks of %d together. Correct the projection, or export the"
              + " sketches again.",
          modelId,
          checkpoint,
          largestDimension,
          projectionId(),
          sum);
    }
    List<SketchLayout.Part> parts = new ArrayList<>();
    for (Block block : used) {
      if (block.dimension() > LARGEST_BLOCK) {
        throw TributaryException.of(
            ErrorCode.INPUT_INCONSISTENT,
            "Training sketches of model %s at checkpoint '%s' have a block of %d dimensions; at"
                + " most %d can be preconditioned. Project the gradients to fewer dimensions.",
            modelId,
            checkpoint,
            block.dimension(),
            LARGEST_BLOCK);
      }
      parts.add(
          new SketchLayout.Part(
              checkpoint, projectionId(), parts.size(), block.name(), 0, block.dimension(), 0));
    }
    return parts;
  }

  /** A layer block of a projection. */
  record Block(String name, int dimension) {}

  private void requireConsistent() {
    if (smallestDimension != largestDimension) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Training sketches of model %s at checkpoint '%s' have %d to %d dimensions: they need one"
              + " dimension. Export them again; length(gradient) / 4 in table training_sketches"
              + " tells which differ.",
          modelId,
          checkpoint,
          smallestDimension,
          largestDimension);
    }
    if (!firstProjection.equals(lastProjection)) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Training sketches of model %s at checkpoint '%s' come from different projections (%s and"
              + " '%s'): they can't be compared. Export them again through one projection.",
          modelId,
          checkpoint,
          firstProjection.isEmpty() ? "none named" : "'" + firstProjection + "'",
          lastProjection);
    }
  }
}

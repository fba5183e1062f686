package org.tributary.attribute.influence;

import org.tributary.gpu.Kernel;
import org.tributary.gpu.PackedRows;
import org.tributary.gpu.ScoringBlock;
import org.tributary.gpu.TileScorer;
import org.tributary.gpu.Tiles;

/** Values of all contributors for inferences, a few at a time; one thread's own. */
final class ContributorValues {
  private final ScoringBlock contributors;
  private final TileScorer tiles;
  private final PackedRows rows;

  /**
   * Makes a workspace.
   *
   * @param atATime most inferences of a call, at most {@link Tiles#QUERIES}
   */
  ContributorValues(ScoringJob job, Kernel kernel, int atATime) {
    this.contributors = job.contributors();
    this.tiles = new TileScorer(kernel, job.dimension());
    this.rows = new PackedRows(atATime, job.dimension());
  }

  /**
   * Computes values.
   *
   * @param first first inference of the batch, of {@code count}
   * @param out receives, per inference, the value of each contributor
   */
  void of(InferenceBatch batch, int first, int count, long[] out) {
    if (contributors != null) {
      batch.pack(first, count, rows);
      tiles.load(rows, count, null, null);
      tiles.values(contributors, out);
    }
  }
}

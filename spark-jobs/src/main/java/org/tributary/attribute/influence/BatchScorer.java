package org.tributary.attribute.influence;

import java.util.ArrayList;
import java.util.List;
import org.tributary.gpu.Kernel;
import org.tributary.gpu.PackedRows;
import org.tributary.gpu.ScoreSums;
import org.tributary.gpu.TileScorer;
import org.tributary.gpu.Tiles;
import org.tributary.gpu.TopScores;

/**
 * Scores batches of a job; one thread's own, with buffers that are used again for every batch. A
 * batch larger than a tile is scored in chunks, so that a training block which comes and goes is
 * used for all of them.
 */
final class BatchScorer {
  /**
   * Bytes that the sums and the evidence of a batch may take, unless a few inferences take more.
   */
  private static final long STATE_BYTES = 64L << 20;

  /** Most inferences of a batch that meets training blocks one by one. */
  private static final int LARGEST_BATCH = 4_096;

  private static final int SMALLEST_BATCH = 16;

  /** Bytes per contributor and inference: two sums of 96 bits. */
  private static final int BYTES_PER_SUM = 24;

  /** Bytes per place of evidence, once in the selection and once in the result. */
  private static final int BYTES_PER_PLACE = 64;

  private final ScoringJob job;
  private final TileScorer tiles;
  private final List<Chunk> chunks = new ArrayList<>();
  private Evidence evidence;
  private final Evidence found;
  private InferenceBatch batch;

  /** Up to one tile of inferences, and what is known of them so far. */
  private record Chunk(int first, PackedRows rows, TopScores top, ScoreSums sums) {}

  BatchScorer(ScoringJob job, Kernel kernel, int batchSize) {
    this.job = job;
    this.tiles = new TileScorer(kernel, job.dimension());
    int chunk = Math.min(batchSize, Tiles.QUERIES);
    for (int first = 0; first < batchSize; first += chunk) {
      chunks.add(
          new Chunk(
              first,
              new PackedRows(chunk, job.dimension()),
              new TopScores(job.evidenceRows()),
              null));
    }
    this.found = new Evidence(1, job.evidenceRows());
  }

  /**
   * How many inferences to score at a time, so that what is kept of them fits: at most one tile
   * where the training rows are at hand, more where each block is fetched for every batch.
   */
  static int batchSize(ScoringJob job, boolean blocksAtHand) {
    long bytes =
        (long) job.contributorCount() * BYTES_PER_SUM
            + (long) job.evidenceRows() * BYTES_PER_PLACE
            + job.dimension();
    int most = blocksAtHand ? Tiles.QUERIES : LARGEST_BATCH;
    long fits = Math.max(SMALLEST_BATCH, STATE_BYTES / bytes);
    return (int) Math.min(most, fits < Tiles.QUERIES ? fits : fits / Tiles.QUERIES * Tiles.QUERIES);
  }

  /** Inferences of a chunk. */
  private int chunk() {
    return chunks.get(0).rows().rows();
  }

  private int size() {
    return chunks.size() * chunk();
  }

  /** Begins with a batch; what was known of the one before is forgotten. */
  void start(InferenceBatch next) {
    batch = next;
    if (evidence == null) {
      makeBuffers();
    }
    evidence.clear();
    for (Chunk chunk : used()) {
      batch.pack(chunk.first(), count(chunk), chunk.rows());
      chunk.sums().clear();
    }
  }

  /** Scores the batch against training rows that it hasn't met yet. */
  void add(List<TrainingBlock> blocks) {
    for (Chunk chunk : used()) {
      chunk.top().clear();
      int count = count(chunk);
      for (int z = 0; z < count; z++) {
        chunk.top().require(z, evidence.weakest(chunk.first() + z));
      }
      tiles.load(chunk.rows(), count, chunk.top(), chunk.sums());
      blocks.forEach(block -> tiles.score(block.scoring(), 0));
      for (int z = 0; z < count; z++) {
        keep(chunk, z, blocks);
      }
    }
  }

  /** What the batch's training rows say so far; good until the next {@link #start}. */
  BatchScores scores() {
    return new BatchScores(
        batch, chunks.stream().map(Chunk::sums).toArray(ScoreSums[]::new), chunk(), evidence);
  }

  /** As {@link #scores}, but for good: the next batch gets new buffers. */
  BatchScores handOver() {
    BatchScores scores = scores();
    evidence = null;
    chunks.replaceAll(each -> new Chunk(each.first(), each.rows(), each.top(), null));
    return scores;
  }

  private void makeBuffers() {
    chunks.replaceAll(
        each ->
            new Chunk(
                each.first(),
                each.rows(),
                each.top(),
                new ScoreSums(job.contributorCount(), chunk())));
    evidence = new Evidence(size(), job.evidenceRows());
  }

  /** Brings what a chunk's selection has found for an inference to its evidence. */
  private void keep(Chunk chunk, int query, List<TrainingBlock> blocks) {
    int count = chunk.top().rank(query);
    found.clear();
    for (int rank = 0; rank < count; rank++) {
      int order = chunk.top().order(query, rank);
      TrainingBlock block = blocks.get(0);
      if (blocks.size() > 1) {
        block = blocks.get(order / TrainingBlock.MOST_ROWS - block.number());
      }
      found.append(0, chunk.top().score(query, rank), block.contributor(order), block.id(order));
    }
    evidence.merge(chunk.first() + query, found, 0);
  }

  private List<Chunk> used() {
    return chunks.subList(0, (batch.size() + chunk() - 1) / chunk());
  }

  private int count(Chunk chunk) {
    return Math.min(chunk.rows().rows(), batch.size() - chunk.first());
  }
}

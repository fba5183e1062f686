package org.tributary.attribute.influence;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.CollectionAccumulator;
import org.tributary.gpu.Kernels;
import org.tributary.session.LargeRecords;
import org.tributary.session.Mapped;
import scala.Tuple2;

/**
 * The rows of {@code influence_values} of one job, computed in one of two shapes that give the same
 * rows. Where the training rows are at hand, every batch of inferences meets all of them at once.
 * Where they aren't, blocks come one by one to every batch; tasks then share the blocks, if there
 * are too few batches to go round, and what they found is added up.
 */
final class JobRows {
  private final Broadcast<ScoringJob> job;
  private final String kernel;
  private final int parallelism;
  private final CollectionAccumulator<String> misfits;

  /**
   * Plans the tasks of a job.
   *
   * @param kernel preference of {@link Kernels#select}
   * @param parallelism tasks that run at a time
   * @param misfits is told what doesn't fit
   */
  JobRows(
      Broadcast<ScoringJob> job,
      String kernel,
      int parallelism,
      CollectionAccumulator<String> misfits) {
    this.job = job;
    this.kernel = kernel;
    this.parallelism = parallelism;
    this.misfits = misfits;
  }

  /**
   * Batches, spread evenly however unevenly the log's files are.
   *
   * @param log rows of {@link LoggedSketches}
   * @param inferences how many rows
   */
  private JavaRDD<InferenceBatch> batches(
      JavaRDD<InternalRow> log, long inferences, int batchSize) {
    Broadcast<ScoringJob> work = job;
    CollectionAccumulator<String> sentences = misfits;
    Function2<Integer, Iterator<InternalRow>, Iterator<InferenceBatch>> quantize =
        (partition, rows) ->
            new BatchQuantizer(work.value(), batchSize, partition, rows, sentences::add);
    long batches = (inferences + batchSize - 1) / batchSize;
    int tasks = (int) Math.max(1, Math.min(2L * parallelism, batches));
    return LargeRecords.spread(log.mapPartitionsWithIndex(quantize, false), tasks);
  }

  /** The rows, with the training rows at hand in every task. */
  JavaRDD<InternalRow> atHand(JavaRDD<InternalRow> log, long inferences) {
    int batchSize = BatchScorer.batchSize(job.value(), true);
    Broadcast<ScoringJob> work = job;
    String preference = kernel;
    FlatMapFunction<Iterator<InferenceBatch>, InternalRow> score =
        batches ->
            new ValueRows(
                work.value(),
                Kernels.select(preference),
                scored(batches, scorer(work, preference, batchSize), work.value().blocks()));
    return batches(log, inferences, batchSize).mapPartitions(score);
  }

  /**
   * The rows, with training blocks that are fetched one by one.
   *
   * @param blocks rows of {@link TrainingBlock}
   */
  JavaRDD<InternalRow> joined(
      JavaRDD<InternalRow> log, long inferences, JavaRDD<InternalRow> blocks) {
    int batchSize = BatchScorer.batchSize(job.value(), false);
    Broadcast<ScoringJob> work = job;
    String preference = kernel;
    JavaRDD<InferenceBatch> batches = batches(log, inferences, batchSize);
    int shares = Math.max(1, 2 * parallelism / batches.getNumPartitions());
    JavaRDD<TrainingBlock> fetched =
        blocks.map(row -> TrainingBlock.of(row, work.value().rowLowest())).coalesce(shares);
    boolean whole = fetched.getNumPartitions() <= 1;
    FlatMapFunction<Iterator<Tuple2<InferenceBatch, TrainingBlock>>, BatchScores> score =
        pairs -> new PairScores(pairs, scorer(work, preference, batchSize), !whole);
    JavaRDD<BatchScores> scores = batches.cartesian(fetched).mapPartitions(score);
    return (whole ? scores : added(scores, batches.getNumPartitions()))
        .mapPartitions(found -> new ValueRows(work.value(), Kernels.select(preference), found));
  }

  /** Parts of the same batch together. */
  private static JavaRDD<BatchScores> added(JavaRDD<BatchScores> parts, int partitions) {
    PairFunction<BatchScores, Long, BatchScores> byBatch =
        each -> new Tuple2<>(each.batch().id(), each);
    // No task has two parts of a batch, so there is nothing to add up before they travel.
    boolean addBefore = false;
    return parts
        .mapToPair(byBatch)
        .combineByKey(
            each -> each,
            BatchScores::plus,
            BatchScores::plus,
            new HashPartitioner(partitions),
            addBefore,
            LargeRecords.serializer())
        .values();
  }

  private static Iterator<BatchScores> scored(
      Iterator<InferenceBatch> batches, BatchScorer scorer, List<TrainingBlock> blocks) {
    return new Mapped<>(
        batches,
        batch -> {
          scorer.start(batch);
          if (!blocks.isEmpty()) {
            scorer.add(blocks);
          }
          return scorer.scores();
        });
  }

  private static BatchScorer scorer(Broadcast<ScoringJob> job, String preference, int batchSize) {
    return new BatchScorer(job.value(), Kernels.select(preference), batchSize);
  }
}

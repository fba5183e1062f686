package org.tributary.attribute.influence;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import scala.Tuple2;

/** Scores of batches that meet blocks pair by pair, all pairs of a batch in a row. */
final class PairScores implements Iterator<BatchScores> {
  private final Iterator<Tuple2<InferenceBatch, TrainingBlock>> pairs;
  private final BatchScorer scorer;
  private final boolean kept;
  private Tuple2<InferenceBatch, TrainingBlock> next;

  /**
   * Makes the iterator of one task.
   *
   * @param kept whether scores must outlive the next call
   */
  PairScores(
      Iterator<Tuple2<InferenceBatch, TrainingBlock>> pairs, BatchScorer scorer, boolean kept) {
    this.pairs = pairs;
    this.scorer = scorer;
    this.kept = kept;
  }

  @Override
  public boolean hasNext() {
    return next != null || pairs.hasNext();
  }

  @Override
  public BatchScores next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Tuple2<InferenceBatch, TrainingBlock> pair = next == null ? pairs.next() : next;
    InferenceBatch batch = pair._1();
    scorer.start(batch);
    scorer.add(List.of(pair._2()));
    next = null;
    while (pairs.hasNext()) {
      pair = pairs.next();
      if (pair._1().id() != batch.id()) {
        next = pair;
        break;
      }
      scorer.add(List.of(pair._2()));
    }
    return kept ? scorer.handOver() : scorer.scores();
  }
}

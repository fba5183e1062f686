package org.tributary.attribute.influence;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.attribute.UnattributedReason;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.ReferenceUnit;

/**
 * From rows of {@code sketches.sql} to batches of int8 rows. What can't be scored, for what it is,
 * gets a reason instead.
 */
final class BatchQuantizer implements Iterator<InferenceBatch> {
  private final ScoringJob job;
  private final int batchSize;
  private final Iterator<InternalRow> rows;
  private final Misfits misfits;
  private long nextId;

  /**
   * Makes the iterator of one task.
   *
   * @param partition number of the task's partition
   * @param misfits is told what doesn't fit
   */
  BatchQuantizer(
      ScoringJob job, int batchSize, int partition, Iterator<InternalRow> rows, Misfits misfits) {
    this.job = job;
    this.batchSize = batchSize;
    this.rows = rows;
    this.misfits = misfits;
    this.nextId = (long) partition << Integer.SIZE;
  }

  /** Where sentences about what doesn't fit go. */
  interface Misfits {
    void add(String sentence);
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public InferenceBatch next() {
    if (!rows.hasNext()) {
      throw new NoSuchElementException();
    }
    InferenceBatch batch = new InferenceBatch(nextId++, batchSize, job.dimension());
    while (rows.hasNext() && !batch.isFull()) {
      add(rows.next(), batch);
    }
    return batch;
  }

  private void add(InternalRow row, InferenceBatch batch) {
    UTF8String id = row.getUTF8String(LoggedSketches.INFERENCE_ID).copy();
    int logDate = row.getInt(LoggedSketches.LOG_DATE);
    Optional<Map<String, CheckpointSketch>> sketches = LoggedSketches.byCheckpoint(row);
    if (sketches.isEmpty()) {
      misfit(batch, id, logDate, "Inference " + id + " has two sketches of one checkpoint.");
      return;
    }
    if (sketches.get().isEmpty()) {
      batch.addUnscored(id, logDate, UnattributedReason.NO_SKETCH.name());
      return;
    }
    Optional<String> problem = job.layout().problemOf("Inference " + id, sketches.get());
    if (problem.isPresent()) {
      misfit(batch, id, logDate, problem.get());
      return;
    }
    QuantizedRow quantized = job.layout().quantize(sketches.get());
    // A row of zeros has no exponent of its own; any unit that is in range will do.
    int exponent = quantized.isZero() ? job.reference() : quantized.exponent();
    if (!ReferenceUnit.isInRange(exponent, job.reference())) {
      misfit(
          batch,
          id,
          logDate,
          "Inference "
              + id
              + " has a gradient that is more than 2^16 times larger than any training row of"
              + " model "
              + job.modelId()
              + ".");
      return;
    }
    batch.add(id, logDate, exponent, quantized.q());
  }

  private void misfit(InferenceBatch batch, UTF8String id, int logDate, String sentence) {
    misfits.add(sentence);
    batch.addUnscored(id, logDate, UnattributedReason.SKETCH_MISFIT.name());
  }
}

package org.tributary.attribute.influence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.gpu.Kernel;
import org.tributary.gpu.ScoreSums;
import org.tributary.gpu.Tiles;

/**
 * From scores to rows of {@code influence_values}: in columns that are used again, so that no
 * number is boxed.
 */
final class ValueRows implements Iterator<InternalRow> {
  /** The table's columns, in its order. */
  static final StructType COLUMNS =
      StructType.fromDDL(
          "log_date DATE, model_id STRING, inference_id STRING, setting STRING, z_exponent INT,"
              + " value_exponent INT, `values` BINARY, score_exponent INT, sum_exponent INT,"
              + " row_positive BINARY, row_negative BINARY,"
              + " evidence ARRAY<STRUCT<contributor: INT, contribution_id: STRING, score: BIGINT>>,"
              + " reason_code STRING, fingerprint STRING");

  /** Bytes of numbers that are made at a time. */
  private static final int ROWS_BYTES = 8 << 20;

  private final ScoringJob job;
  private final ContributorValues contributorValues;
  private final Iterator<BatchScores> batches;
  private final OnHeapColumnVector[] columns;
  private final int rowsAtATime;
  private final byte[] numbers;
  private final ByteBuffer buffer;
  private final long[] values;
  private BatchScores scores;
  private int done;
  private Iterator<InternalRow> ready = Collections.emptyIterator();

  ValueRows(ScoringJob job, Kernel kernel, Iterator<BatchScores> batches) {
    this.job = job;
    this.batches = batches;
    this.numbers = new byte[Math.multiplyExact(job.contributorCount(), Long.BYTES)];
    this.buffer = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
    int perRow = 3 * numbers.length + 64 * job.evidenceRows() + 1;
    this.rowsAtATime = Math.max(1, Math.min(Tiles.QUERIES, ROWS_BYTES / perRow));
    this.columns = OnHeapColumnVector.allocateColumns(rowsAtATime, COLUMNS);
    this.values = new long[Math.multiplyExact(job.contributorCount(), rowsAtATime)];
    this.contributorValues = new ContributorValues(job, kernel, rowsAtATime);
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext()) {
      if (scores == null || done == scores.batch().size()) {
        if (!batches.hasNext()) {
          return false;
        }
        scores = batches.next();
        done = 0;
      }
      ready = some();
    }
    return true;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }

  /** The next rows of the current batch. */
  private Iterator<InternalRow> some() {
    for (OnHeapColumnVector column : columns) {
      column.reset();
    }
    int count = Math.min(rowsAtATime, scores.batch().size() - done);
    contributorValues.of(scores.batch(), done, count, values);
    for (int row = 0; row < count; row++) {
      write(row, done + row);
    }
    done += count;
    return new ColumnarBatch(columns, count).rowIterator();
  }

  private void write(int row, int inference) {
    InferenceBatch batch = scores.batch();
    columns[0].putInt(row, batch.logDate(inference));
    text(1, row, job.modelId());
    text(2, row, batch.inferenceId(inference));
    text(3, row, job.setting());
    text(13, row, job.fingerprints().get(batch.logDate(inference)));
    if (batch.reason(inference) != null) {
      for (int column = 4; column <= 11; column++) {
        columns[column].putNull(row);
      }
      text(12, row, UTF8String.fromString(batch.reason(inference)));
      return;
    }
    int z = batch.exponent(inference);
    columns[4].putInt(row, z);
    columns[5].putInt(row, z + job.contributorLowest());
    buffer.asLongBuffer().put(values, row * job.contributorCount(), job.contributorCount());
    columns[6].putByteArray(row, numbers, 0, numbers.length);
    columns[7].putInt(row, z + job.rowLowest());
    columns[8].putInt(row, z + job.rowLowest() + job.sumShift());
    writeSums(row, inference);
    writeEvidence(row, inference);
    columns[12].putNull(row);
  }

  private void text(int column, int row, UTF8String text) {
    byte[] bytes = text.getBytes();
    columns[column].putByteArray(row, bytes, 0, bytes.length);
  }

  private void writeSums(int row, int inference) {
    ScoreSums sums = scores.sums()[inference / scores.chunk()];
    int query = inference % scores.chunk();
    for (int contributor = 0; contributor < job.contributorCount(); contributor++) {
      buffer.putLong(contributor * Long.BYTES, sums.positive(contributor, query, job.sumShift()));
    }
    columns[9].putByteArray(row, numbers, 0, numbers.length);
    for (int contributor = 0; contributor < job.contributorCount(); contributor++) {
      buffer.putLong(contributor * Long.BYTES, sums.negative(contributor, query, job.sumShift()));
    }
    columns[10].putByteArray(row, numbers, 0, numbers.length);
  }

  private void writeEvidence(int row, int inference) {
    Evidence evidence = scores.evidence();
    int count = evidence.size(inference);
    WritableColumnVector entries = columns[11].arrayData();
    columns[11].putArray(row, entries.getElementsAppended(), count);
    for (int rank = 0; rank < count; rank++) {
      entries.appendStruct(false);
      entries.getChild(0).appendInt(evidence.contributor(inference, rank));
      byte[] id = evidence.id(inference, rank).getBytes();
      entries.getChild(1).appendByteArray(id, 0, id.length);
      entries.getChild(2).appendLong(evidence.score(inference, rank));
    }
  }
}

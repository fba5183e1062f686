package org.tributary.attribute;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * A row of table influence_values, for what shares are made of.
 *
 * @param key its partition
 * @param inferenceId inference
 * @param reason why it wasn't scored; null where it was, and then nothing below is null
 * @param values by ordinal of the contributor
 * @param rowPositive sum of the positive scores of each contributor's rows
 * @param rowNegative magnitude of the sum of the negative scores
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record ScoredInference(
    PartitionKey key,
    String inferenceId,
    String reason,
    long[] values,
    long[] rowPositive,
    long[] rowNegative) {
  /** Columns that {@link #of} reads. */
  static final String[] COLUMNS = {
    "CAST(log_date AS STRING) AS log_date",
    "model_id",
    "inference_id",
    "reason_code",
    "values",
    "row_positive",
    "row_negative"
  };

  /** Reads a row whose partition has {@code contributors} contributors. */
  static ScoredInference of(Row row, int contributors) {
    PartitionKey key = PartitionKey.of(row);
    String id = row.getAs("inference_id");
    String reason = row.getAs("reason_code");
    if (reason != null) {
      return new ScoredInference(key, id, reason, null, null, null);
    }
    return new ScoredInference(
        key,
        id,
        null,
        longs(row, "values", id, contributors),
        longs(row, "row_positive", id, contributors),
        longs(row, "row_negative", id, contributors));
  }

  boolean isScored() {
    return reason == null;
  }

  /** What each contributor is worth, as the pay rule has it. */
  long[] worth(PartitionPay pay) {
    return pay.paysRows() ? rowPositive : values;
  }

  private static long[] longs(Row row, String column, String inferenceId, int contributors) {
    byte[] littleEndian = row.getAs(column);
    if (littleEndian == null || littleEndian.length != contributors * Long.BYTES) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Column %s of table influence_values has %s bytes for inference %s, but the model has %d"
              + " contributors: run 'tributary attribute --full' again.",
          column,
          littleEndian == null ? "no" : littleEndian.length,
          inferenceId,
          contributors);
    }
    long[] longs = new long[contributors];
    ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(longs);
    return longs;
  }

  /** The evidence by contributor, each in the order of the row. */
  static List<List<Row>> evidence(Row row, int contributors) {
    List<List<Row>> evidence = new ArrayList<>();
    for (int i = 0; i < contributors; i++) {
      evidence.add(new ArrayList<>());
    }
    int column = row.fieldIndex("evidence");
    if (!row.isNullAt(column)) {
      for (Row each : row.<Row>getList(column)) {
        evidence.get(each.<Integer>getAs("contributor")).add(each);
      }
    }
    return evidence;
  }
}

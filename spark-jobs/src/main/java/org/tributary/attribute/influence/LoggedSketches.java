package org.tributary.attribute.influence;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.SketchBytes;

/**
 * The sketches of one inference as the log has them, taken out of a row of {@code sketches.sql}.
 * For one thread, used again for row after row.
 */
final class LoggedSketches {
  /** Columns of {@code sketches.sql}, in its order. */
  static final int LOG_DATE = 0;

  static final int MODEL_ID = 1;
  static final int INFERENCE_ID = 2;
  private static final int SKETCHES = 3;

  private static final int CHECKPOINT = 0;
  private static final int GRADIENT = 1;
  private static final int LOSS_WEIGHT = 2;
  private static final int PROJECTION_ID = 3;
  private static final int FIELDS = 4;

  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  LoggedSketches() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** SHA-256 of all that scoring reads of an inference, whatever the order of its sketches. */
  byte[] hash(InternalRow row) {
    text(row.getUTF8String(INFERENCE_ID));
    if (!row.isNullAt(SKETCHES)) {
      ArrayData sketches = row.getArray(SKETCHES);
      TreeMap<UTF8String, Integer> places = new TreeMap<>();
      int duplicates = 0;
      for (int i = 0; i < sketches.numElements(); i++) {
        UTF8String checkpoint = sketches.getStruct(i, FIELDS).getUTF8String(CHECKPOINT);
        duplicates += places.put(checkpoint, i) == null ? 0 : 1;
      }
      number(places.size());
      number(duplicates);
      places.values().forEach(place -> sketch(sketches.getStruct(place, FIELDS)));
    }
    return digest.digest();
  }

  private void sketch(InternalRow sketch) {
    text(sketch.getUTF8String(CHECKPOINT));
    byte[] gradient = sketch.getBinary(GRADIENT);
    number(gradient.length);
    digest.update(gradient);
    number(Double.doubleToLongBits(lossWeight(sketch)));
    text(sketch.isNullAt(PROJECTION_ID) ? null : sketch.getUTF8String(PROJECTION_ID));
  }

  private void text(UTF8String text) {
    if (text == null) {
      number(-1);
    } else {
      byte[] bytes = text.getBytes();
      number(bytes.length);
      digest.update(bytes);
    }
  }

  private void number(long value) {
    digest.update(number.putLong(0, value).array());
  }

  /** Sketches by checkpoint; nothing where the log has two of one checkpoint. */
  static Optional<Map<String, CheckpointSketch>> byCheckpoint(InternalRow row) {
    Map<String, CheckpointSketch> byCheckpoint = new TreeMap<>();
    if (row.isNullAt(SKETCHES)) {
      return Optional.of(byCheckpoint);
    }
    ArrayData sketches = row.getArray(SKETCHES);
    for (int i = 0; i < sketches.numElements(); i++) {
      InternalRow sketch = sketches.getStruct(i, FIELDS);
      String projection =
          sketch.isNullAt(PROJECTION_ID) ? null : sketch.getUTF8String(PROJECTION_ID).toString();
      CheckpointSketch decoded =
          new CheckpointSketch(
              SketchBytes.decode(sketch.getBinary(GRADIENT)), lossWeight(sketch), projection);
      if (byCheckpoint.put(sketch.getUTF8String(CHECKPOINT).toString(), decoded) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(byCheckpoint);
  }

  private static double lossWeight(InternalRow sketch) {
    return sketch.isNullAt(LOSS_WEIGHT) ? 1 : sketch.getDouble(LOSS_WEIGHT);
  }
}

package org.tributary.attribute.text;

import java.io.Serializable;
import java.util.BitSet;
import org.apache.spark.sql.catalyst.InternalRow;
import org.tributary.span.PromptEcho;

/**
 * An inference with its output.
 *
 * @param logDate days since 1970
 * @param inferenceId inference
 * @param tokenizerId identity of the vocabulary; null where there are no tokens
 * @param tokens of the output; null where the log has none
 * @param echo which of them repeat the inference's own prompt, as {@link BitSet#toLongArray}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record LoggedOutput(
    int logDate, String inferenceId, String tokenizerId, int[] tokens, long[] echo)
    implements Serializable {
  /** Of a row of {@link TextLog}. */
  static LoggedOutput of(InternalRow row, int echoTokens) {
    int[] tokens = row.isNullAt(5) ? null : row.getArray(5).toIntArray();
    int[] prompt = row.isNullAt(4) ? new int[0] : row.getArray(4).toIntArray();
    return new LoggedOutput(
        row.getInt(0),
        row.getUTF8String(2).toString(),
        row.isNullAt(3) ? null : row.getUTF8String(3).toString(),
        tokens,
        tokens == null ? null : PromptEcho.of(tokens, prompt, echoTokens).toLongArray());
  }
}

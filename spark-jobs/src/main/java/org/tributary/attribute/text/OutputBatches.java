package org.tributary.attribute.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;

/**
 * Cuts outputs into batches of so many tokens, counted through the partitions of a data set.
 *
 * @param firstToken of every partition the number of its first token
 * @param count of batches
 */
public record OutputBatches(List<Long> firstToken, int count, int tokens) {
  /** Counts the tokens of outputs. */
  public static OutputBatches of(JavaRDD<LoggedOutput> outputs, int batchTokens) {
    FlatMapFunction<Iterator<LoggedOutput>, Long> lengths =
        some -> {
          long tokens = 0;
          while (some.hasNext()) {
            tokens += length(some.next());
          }
          return List.of(tokens).iterator();
        };
    List<Long> first = new ArrayList<>();
    long all = 0;
    for (long length : outputs.mapPartitions(lengths).collect()) {
      first.add(all);
      all += length;
    }
    return new OutputBatches(first, Math.toIntExact(all / batchTokens) + 1, batchTokens);
  }

  private static int length(LoggedOutput output) {
    return 1 + (output.tokens() == null ? 0 : output.tokens().length);
  }

  /** The outputs whose first token falls into a batch. */
  public List<LoggedOutput> collect(JavaRDD<LoggedOutput> outputs, int batch) {
    List<Long> starts = firstToken;
    long size = tokens;
    Function2<Integer, Iterator<LoggedOutput>, Iterator<LoggedOutput>> some =
        (partition, all) -> {
          List<LoggedOutput> taken = new ArrayList<>();
          long at = starts.get(partition);
          while (all.hasNext()) {
            LoggedOutput output = all.next();
            if (at / size == batch) {
              taken.add(output);
            }
            at += length(output);
          }
          return taken.iterator();
        };
    return outputs.mapPartitionsWithIndex(some, true).collect();
  }
}

package org.tributary.session;

import java.util.Iterator;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.Serializer;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Shuffles of records of megabytes. */
public final class LargeRecords {
  private LargeRecords() {}

  /**
   * A serializer that forgets a record once it is written. Spark's own remembers the last hundred,
   * lest one comes twice.
   */
  public static Serializer serializer() {
    return new JavaSerializer(new SparkConf(false).set("spark.serializer.objectStreamReset", "1"));
  }

  /** The same records, as evenly as can be in {@code partitions}. */
  public static <T> JavaRDD<T> spread(JavaRDD<T> records, int partitions) {
    Function2<Integer, Iterator<T>, Iterator<Tuple2<Integer, T>>> dealt =
        (partition, rows) ->
            new Iterator<>() {
              private int next = partition;

              @Override
              public boolean hasNext() {
                return rows.hasNext();
              }

              @Override
              public Tuple2<Integer, T> next() {
                return new Tuple2<>(next++ % partitions, rows.next());
              }
            };
    ClassTag<Integer> keys = ClassTag$.MODULE$.apply(Integer.class);
    ClassTag<T> values = ClassTag$.MODULE$.apply(Object.class);
    ShuffledRDD<Integer, T, T> shuffled =
        new ShuffledRDD<>(
            records.mapPartitionsWithIndex(dealt, false).rdd(),
            new HashPartitioner(partitions),
            keys,
            values,
            values);
    return shuffled.setSerializer(serializer()).toJavaRDD().map(Tuple2::_2);
  }
}

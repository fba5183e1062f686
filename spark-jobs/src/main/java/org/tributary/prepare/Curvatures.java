package org.tributary.prepare;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.influence.Gram;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PreconditionerBlock;
import org.tributary.influence.QuantizedRow;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;
import scala.Tuple2;

/**
 * Preconditioners from prepared sketches: every partition sums its own integer Grams, they merge
 * exactly in any order, and one task per model and checkpoint inverts. No row reaches the driver.
 */
final class Curvatures {
  /** The whole sketch is one layer block. */
  private static final int[] ONE_BLOCK = {0};

  private static final StructType MATRICES =
      StructType.fromDDL(
          "model_id STRING, fingerprint STRING, checkpoint STRING, preconditioner_method STRING,"
              + " damping_rule STRING, block INT, dimension INT, training_rows BIGINT,"
              + " mean_eigenvalue DOUBLE, damping DOUBLE, preconditioner BINARY");

  private final Warehouse warehouse;

  Curvatures(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** One model and checkpoint. */
  private record Key(String modelId, String checkpoint) implements Serializable {}

  /** What a task must know of a model. */
  private record Wanted(String fingerprint, Set<InfluenceSetting> settings)
      implements Serializable {}

  /** Rows of {@code prepared_models} for the given models. */
  Dataset<Row> rows(List<ModelSurvey> models) {
    TreeMap<String, Wanted> wanted = new TreeMap<>();
    models.forEach(
        each -> wanted.put(each.modelId(), new Wanted(each.fingerprint(), each.settings())));
    JavaRDD<Row> sketches =
        warehouse
            .read(Tables.PREPARED_SKETCHES)
            .filter(col("model_id").isin(wanted.keySet().toArray()))
            .select("model_id", "checkpoint", "scale_exponent", "q")
            .toJavaRDD();
    JavaPairRDD<Key, Gram> grams =
        sketches
            .mapPartitionsToPair(Curvatures::sums)
            .reduceByKey(
                (Gram one, Gram other) -> {
                  one.merge(other);
                  return one;
                });
    JavaRDD<Row> rows =
        grams.flatMap(
            (Tuple2<Key, Gram> each) ->
                matrices(each._1(), each._2(), wanted.get(each._1().modelId())));
    return warehouse.spark().createDataFrame(rows, MATRICES);
  }

  private static Iterator<Tuple2<Key, Gram>> sums(Iterator<Row> rows) {
    Map<Key, Gram> grams = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      byte[] q = row.getAs("q");
      grams
          .computeIfAbsent(
              new Key(row.getAs("model_id"), row.getAs("checkpoint")), key -> new Gram(q.length))
          .add(new QuantizedRow(row.<Integer>getAs("scale_exponent"), q));
    }
    List<Tuple2<Key, Gram>> pairs = new ArrayList<>();
    grams.forEach((key, gram) -> pairs.add(new Tuple2<>(key, gram)));
    return pairs.iterator();
  }

  private static Iterator<Row> matrices(Key key, Gram gram, Wanted wanted) {
    List<Row> rows = new ArrayList<>();
    for (InfluenceSetting setting : wanted.settings()) {
      for (PreconditionerBlock block : setting.matrix(gram, ONE_BLOCK).blocks()) {
        rows.add(
            RowFactory.create(
                key.modelId(),
                wanted.fingerprint(),
                key.checkpoint(),
                setting.method(),
                setting.dampingRule(),
                block.block(),
                block.dimension(),
                gram.rows(),
                block.meanEigenvalue(),
                block.damping(),
                littleEndian(block.matrix())));
      }
    }
    return rows.iterator();
  }

  private static byte[] littleEndian(double[] matrix) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(matrix.length, Double.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asDoubleBuffer().put(matrix);
    return buffer.array();
  }
}

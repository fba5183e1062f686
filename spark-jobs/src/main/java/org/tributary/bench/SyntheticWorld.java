package org.tributary.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.tributary.influence.InfluenceSetting;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.Warehouse;

/**
 * A warehouse with one model and one night, at random but from seeds: the log as ingest leaves it,
 * and the prepared tables as prepare leaves them, so that scoring can be measured alone.
 */
final class SyntheticWorld {
  private static final String MODEL = "bench";
  private static final String CHECKPOINT = "final";
  private static final LocalDate NIGHT = LocalDate.of(2026, 3, 1);
  private static final int BLOCK_ROWS = 4_096;
  private static final int LOWEST = -20;

  /** Blocks of a file, as prepare writes them. */
  private static final int BLOCKS_PER_FILE = 8;

  private static final List<String> INPUTS =
      List.of(Tables.MODEL_TRAINING_SETS, Tables.INFERENCE_LOG, Tables.INFERENCE_SKETCHES);

  private final Warehouse warehouse;
  private final BenchSize size;
  private final AttributionRule rule;
  private final int parallelism;

  private SyntheticWorld(Warehouse warehouse, BenchSize size, int evidenceRows) {
    this.warehouse = warehouse;
    this.size = size;
    this.rule =
        new AttributionRule(
            List.of(new MethodWeight(Method.INFLUENCE, 1_000_000)),
            new InfluenceRule(
                Preconditioner.GAUSS_NEWTON,
                new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 1),
                evidenceRows),
            PayRule.LEAVE_GROUP_OUT);
    this.parallelism = warehouse.spark().sparkContext().defaultParallelism();
  }

  /** Makes the warehouse, and the run that scores its night. */
  static RunContext make(SparkSession spark, String root, BenchSize size, int evidenceRows) {
    SyntheticWorld world = new SyntheticWorld(new Warehouse(spark, root), size, evidenceRows);
    world.writePrepared();
    world.writeRows();
    world.writeLog();
    return world.run();
  }

  private String setting() {
    return InfluenceSetting.of(rule).key();
  }

  private void writePrepared() {
    write(Tables.MODEL_TRAINING_SETS, List.of(RowFactory.create(MODEL, "d", 1, 0)));
    warehouse.createIfMissing(Tables.INFERENCE_SKETCHES);
    write(
        Tables.PREPARED_SETTINGS,
        List.of(
            RowFactory.create(
                MODEL,
                "f",
                setting(),
                size.dimension(),
                LOWEST,
                LOWEST,
                LOWEST,
                size.contributors(),
                (long) size.rows(),
                0,
                null)));
    write(
        Tables.PREPARED_MODELS,
        List.of(
            RowFactory.create(
                MODEL,
                "f",
                setting(),
                CHECKPOINT,
                null,
                "gauss-newton",
                "1.0 x mean eigenvalue",
                0,
                null,
                size.dimension(),
                0,
                1_000_000,
                (long) size.rows(),
                1.0,
                1.0,
                new byte[0])));
    BenchSize of = size;
    String key = setting();
    write(
        Tables.PREPARED_CONTRIBUTORS,
        numbers(size.contributors(), parallelism)
            .map(
                ordinal ->
                    RowFactory.create(
                        MODEL,
                        "f",
                        key,
                        ordinal,
                        "d",
                        String.format(java.util.Locale.ROOT, "contributor-%07d", ordinal),
                        1L,
                        1L,
                        LOWEST + ordinal % 3,
                        bytes(new SplittableRandom(ordinal), of.dimension()))));
  }

  private void writeRows() {
    BenchSize of = size;
    String key = setting();
    int blocks = (size.rows() + BLOCK_ROWS - 1) / BLOCK_ROWS;
    int files = (blocks + BLOCKS_PER_FILE - 1) / BLOCKS_PER_FILE;
    write(Tables.PREPARED_ROWS, numbers(blocks, files).map(block -> block(of, key, block)));
  }

  private static Row block(BenchSize size, String setting, int block) {
    SplittableRandom random = new SplittableRandom(~block);
    int first = block * BLOCK_ROWS;
    int rows = Math.min(BLOCK_ROWS, size.rows() - first);
    int[] exponents = new int[rows];
    Arrays.setAll(exponents, i -> LOWEST + Integer.numberOfTrailingZeros(8 | random.nextInt()));
    // Rows are by contributor already; the sort is stable.
    List<Integer> sorted =
        IntStream.range(0, rows)
            .boxed()
            .sorted((a, b) -> Integer.compare(exponents[a], exponents[b]))
            .toList();
    return RowFactory.create(
        MODEL,
        "f",
        setting,
        block,
        size.dimension(),
        rows,
        bytes(random, rows * size.dimension()),
        ints(sorted.stream().mapToInt(i -> exponents[i]).toArray()),
        ints(sorted.stream().mapToInt(i -> contributor(size, first + i)).toArray()),
        sorted.stream()
            .map(i -> String.format(java.util.Locale.ROOT, "row-%08d", first + i))
            .toArray());
  }

  private static int contributor(BenchSize size, int row) {
    return (int) ((long) row * size.contributors() / size.rows());
  }

  private void writeLog() {
    BenchSize of = size;
    int files = Math.max(1, Math.min(4 * parallelism, size.inferences() / 1_000));
    write(Tables.INFERENCE_LOG, numbers(size.inferences(), files).map(i -> inference(of, i)));
  }

  private static Row inference(BenchSize size, int i) {
    SplittableRandom random = new SplittableRandom(i * 0x9E3779B97F4A7C15L);
    ByteBuffer gradient =
        ByteBuffer.allocate(size.dimension() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    double scale = Math.scalb(1.0, LOWEST + 5 - random.nextInt(5));
    for (int j = 0; j < size.dimension(); j++) {
      gradient.putFloat((float) ((random.nextDouble() - 0.5) * scale));
    }
    Row sketch = RowFactory.create(CHECKPOINT, gradient.array(), null, null);
    return RowFactory.create(
        String.format(java.util.Locale.ROOT, "inference-%09d", i),
        Date.valueOf(NIGHT),
        java.sql.Timestamp.valueOf(NIGHT.atTime(12, 0)),
        MODEL,
        "caller",
        "node",
        10L,
        "TRB",
        java.math.BigDecimal.TEN,
        null,
        null,
        null,
        new Object[] {sketch},
        null,
        null);
  }

  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    for (int i = 0; i < length; i++) {
      bytes[i] = bytes[i] == Byte.MIN_VALUE ? 0 : bytes[i];
    }
    return bytes;
  }

  private static byte[] ints(int[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  /** 0 to {@code count}, evenly in {@code partitions}. */
  private JavaRDD<Integer> numbers(int count, int partitions) {
    FlatMapFunction<Iterator<Integer>, Integer> all =
        parts -> {
          List<Iterator<Integer>> ranges = new ArrayList<>();
          parts.forEachRemaining(
              part ->
                  ranges.add(
                      IntStream.range(
                              (int) ((long) count * part / partitions),
                              (int) ((long) count * (part + 1) / partitions))
                          .iterator()));
          return ranges.size() == 1 ? ranges.get(0) : Collections.emptyIterator();
        };
    return JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext())
        .parallelize(
            IntStream.range(0, partitions).boxed().collect(Collectors.toList()), partitions)
        .mapPartitions(all);
  }

  private void write(String table, List<Row> rows) {
    warehouse.createIfMissing(table);
    warehouse.append(
        table, warehouse.spark().createDataFrame(rows, warehouse.read(table).schema()));
  }

  private void write(String table, JavaRDD<Row> rows) {
    warehouse.createIfMissing(table);
    warehouse.append(
        table, warehouse.spark().createDataFrame(rows, warehouse.read(table).schema()));
  }

  private RunContext run() {
    return BenchRun.of(warehouse, NIGHT, INPUTS, rule);
  }
}

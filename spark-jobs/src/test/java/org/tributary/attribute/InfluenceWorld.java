package org.tributary.attribute;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.influence.SketchBytes;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.policy.Accounts;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifest.TablePin;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/** Input tables of a small world, written as ingest would leave them. */
public final class InfluenceWorld {
  /** Last log date. */
  public static final LocalDate CLOSE = LocalDate.of(2026, 3, 3);

  /** Dimension by checkpoint. */
  public static final SortedMap<String, Integer> DIMENSIONS =
      new TreeMap<>(Map.of("early", 3, "final", 5));

  private static final Timestamp NOON = Timestamp.valueOf("2026-03-01 12:00:00");
  private static final List<String> INPUTS =
      List.of(
          Tables.CONTRIBUTIONS,
          Tables.MODEL_TRAINING_SETS,
          Tables.PROJECTIONS,
          Tables.TRAINING_SKETCHES,
          Tables.INFERENCE_LOG,
          Tables.INFERENCE_SKETCHES,
          Tables.BACKGROUND_DOCUMENTS);

  private final Warehouse warehouse;

  /** Makes the empty input tables. */
  public InfluenceWorld(String root) {
    warehouse = new Warehouse(SharedSpark.session(), root);
    INPUTS.forEach(warehouse::createIfMissing);
  }

  public Warehouse warehouse() {
    return warehouse;
  }

  /** The inputs as they are now. */
  public List<TablePin> pins() {
    return INPUTS.stream()
        .map(table -> new TablePin(table, warehouse.latestVersion(table)))
        .toList();
  }

  /** A run that pins the inputs as they are now. */
  public RunContext run(LocalDate closeDate, Policy... policies) {
    return run(pins(), closeDate, policies);
  }

  /** A run over the inputs as they were. */
  public RunContext run(List<TablePin> pins, LocalDate closeDate, Policy... policies) {
    RunManifest manifest =
        new RunManifest(
            "0123456789abcdef",
            closeDate,
            EngineVersion.ENGINE,
            pins,
            List.of(),
            List.of(),
            new RunManifest.Prior(0, Optional.empty()));
    RunFolder folder =
        new RunFolder(
            SharedSpark.session().sparkContext().hadoopConfiguration(),
            warehouse.root() + "/runs/test");
    return new RunContext(warehouse, manifest, new PolicyBook(List.of(policies)), folder);
  }

  /** A policy from a date on; the same rule for every model. */
  public static Policy policy(String id, LocalDate from, AttributionRule rule) {
    return new Policy(
        id,
        from,
        "0".repeat(64),
        Map.of(),
        Map.of(),
        new Accounts("payee:platform", "suspense:unattributed"),
        new Waterfall(0, Map.of(Role.CONTRIBUTOR, 1_000_000)),
        rule,
        Map.of());
  }

  /** Influence with Gauss-Newton, two rows of evidence. */
  public static AttributionRule influence(double damping) {
    return new AttributionRule(
        List.of(new MethodWeight(Method.INFLUENCE, 1_000_000)),
        new InfluenceRule(
            Preconditioner.GAUSS_NEWTON,
            new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, damping),
            2),
        PayRule.LEAVE_GROUP_OUT);
  }

  /** A rule that doesn't ask for influence. */
  public static AttributionRule without() {
    return new AttributionRule(
        List.of(new MethodWeight(Method.DECLARED, 1_000_000)),
        influence(1).influence(),
        PayRule.LEAVE_GROUP_OUT);
  }

  /** A contribution whose content no other has. */
  public static Row contribution(
      String datanet, String id, String contributor, int added, Integer removed, String status) {
    String content = CanonicalJson.sha256(datanet + "/" + id);
    return contribution(datanet, id, contributor, content, added, removed, status);
  }

  /** A contribution of the given content. */
  public static Row contribution(
      String datanet,
      String id,
      String contributor,
      String content,
      int added,
      Integer removed,
      String status) {
    return RowFactory.create(
        datanet, id, contributor, content, "image/png", NOON, added, removed, status, null, null);
  }

  public static Row trainingSet(String model, String datanet, int version) {
    return RowFactory.create(model, datanet, version, 0);
  }

  public static Row trainingSketch(
      String model, String checkpoint, String datanet, String contribution, float[] gradient) {
    return RowFactory.create(
        model, checkpoint, datanet, contribution, SketchBytes.encode(gradient), null, null);
  }

  /** An inference; sketches by checkpoint, or null. */
  public static Row inference(
      String id, LocalDate date, String model, Map<String, float[]> sketches) {
    Object[] rows =
        sketches == null
            ? null
            : sketches.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                    each ->
                        RowFactory.create(
                            each.getKey(), SketchBytes.encode(each.getValue()), null, null))
                .toArray();
    return RowFactory.create(
        id,
        java.sql.Date.valueOf(date),
        Timestamp.valueOf(date.atTime(12, 0)),
        model,
        "caller",
        "node",
        10L,
        "TRB",
        BigDecimal.TEN,
        null,
        null,
        null,
        rows,
        null,
        null);
  }

  /** Adds rows in one commit, spread over {@code partitions} files. */
  public void add(String table, int partitions, List<Row> rows) {
    warehouse.append(
        table,
        SharedSpark.session()
            .createDataFrame(rows, warehouse.read(table).schema())
            .repartition(partitions));
  }

  /** A gradient of the given size, with zeros in it. */
  public static float[] gradient(Random random, int dimension, double scale) {
    float[] gradient = new float[dimension];
    for (int j = 0; j < dimension; j++) {
      gradient[j] = random.nextInt(4) == 0 ? 0 : (float) ((2 * random.nextDouble() - 1) * scale);
    }
    return gradient;
  }

  /** Rows as texts, sorted. */
  public static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.mkString(" ")).sorted().toList();
  }

  /** Does something with rows cut into other partitions, chosen by a number. */
  public static void repartitioned(int number, Runnable work) {
    SharedSpark.session().conf().set("spark.sql.files.openCostInBytes", 1L << (18 + number % 7));
    SharedSpark.session().conf().set("spark.sql.shuffle.partitions", 1 + number % 5);
    try {
      work.run();
    } finally {
      SharedSpark.session().conf().unset("spark.sql.files.openCostInBytes");
      SharedSpark.session().conf().set("spark.sql.shuffle.partitions", "2");
    }
  }
}

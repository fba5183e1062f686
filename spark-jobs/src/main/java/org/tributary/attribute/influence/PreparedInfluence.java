package org.tributary.attribute.influence;

import static org.apache.spark.sql.functions.col;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PreconditionerBlock;
import org.tributary.influence.PreconditionerMatrix;
import org.tributary.influence.QuantizedRow;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;

/** What prepare left for the influence method: an index first, matrices and sketches on demand. */
public final class PreparedInfluence {
  private final Warehouse warehouse;
  private final Map<String, Entry> entries;

  private PreparedInfluence(Warehouse warehouse, Map<String, Entry> entries) {
    this.warehouse = warehouse;
    this.entries = entries;
  }

  /** What is there of one model. */
  private record Entry(String fingerprint, Map<String, Integer> dimensions, Set<String> settings) {}

  /** Reads which models are prepared, for which settings. */
  public static PreparedInfluence read(Warehouse warehouse) {
    Map<String, Entry> entries = new HashMap<>();
    List<Row> rows =
        warehouse
            .read(Tables.PREPARED_MODELS)
            .select(
                "model_id",
                "fingerprint",
                "preconditioner_method",
                "damping_rule",
                "checkpoint",
                "block",
                "dimension")
            .collectAsList();
    Set<String> seen = new HashSet<>();
    for (Row row : rows) {
      Entry entry =
          entries.computeIfAbsent(
              row.getAs("model_id"),
              key -> new Entry(row.getAs("fingerprint"), new TreeMap<>(), new HashSet<>()));
      String checkpoint = row.getAs("checkpoint");
      // Every setting has the same blocks: their dimensions are added once.
      if (seen.add(row.getAs("model_id") + "\0" + checkpoint + "\0" + row.getAs("block"))) {
        entry.dimensions().merge(checkpoint, row.<Integer>getAs("dimension"), Integer::sum);
      }
      entry.settings().add(key(row.getAs("preconditioner_method"), row.getAs("damping_rule")));
    }
    return new PreparedInfluence(warehouse, entries);
  }

  /** Shapes of all prepared models. */
  public Map<String, SketchShape> shapes() {
    Map<String, SketchShape> shapes = new HashMap<>();
    entries.forEach(
        (model, entry) -> shapes.put(model, new SketchShape(model, entry.dimensions())));
    return shapes;
  }

  /**
   * Hash of the model's prepared rows, if it has any.
   *
   * @throws TributaryException INPUT_MISSING when it is prepared, but not for the rule's setting
   */
  public Optional<String> fingerprint(String modelId, AttributionRule rule) {
    Entry entry = entries.get(modelId);
    if (entry == null) {
      return Optional.empty();
    }
    if (!entry.settings().contains(settingKey(rule))) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "Model %s isn't prepared for %s: run 'tributary prepare' for this run first.",
          modelId,
          settingKey(rule));
    }
    return Optional.of(entry.fingerprint());
  }

  /** Identifies the setting of a rule, e.g. {@code gauss-newton, 1.0 x mean eigenvalue}. */
  public static String settingKey(AttributionRule rule) {
    InfluenceSetting setting = InfluenceSetting.of(rule);
    return key(setting.method(), setting.dampingRule());
  }

  private static String key(String method, String dampingRule) {
    return method + ", " + dampingRule;
  }

  /**
   * Loads models for scoring.
   *
   * @param wanted settings by model
   * @return models by setting by model
   */
  public Map<String, Map<String, InfluenceModel>> load(Map<String, Set<String>> wanted) {
    Map<String, Map<String, InfluenceModel>> models = new HashMap<>();
    if (wanted.isEmpty()) {
      return models;
    }
    Object[] names = wanted.keySet().toArray();
    Map<String, List<TrainingRow>> rows = trainingRows(names);
    Map<String, Map<String, Map<String, List<PreconditionerBlock>>>> blocks = blocks(names);
    wanted.forEach(
        (model, settings) -> {
          Map<String, InfluenceModel> bySetting = new HashMap<>();
          for (String setting : settings) {
            Map<String, PreconditionerMatrix> matrices = new TreeMap<>();
            blocks
                .get(model)
                .get(setting)
                .forEach((name, list) -> matrices.put(name, new PreconditionerMatrix(list)));
            bySetting.put(
                setting, InfluenceModel.of(model, matrices, rows.getOrDefault(model, List.of())));
          }
          models.put(model, bySetting);
        });
    return models;
  }

  private Map<String, List<TrainingRow>> trainingRows(Object[] models) {
    Map<String, List<TrainingRow>> rows = new HashMap<>();
    List<Row> found =
        warehouse
            .read(Tables.PREPARED_SKETCHES)
            .filter(col("model_id").isin(models).and(col("earns")))
            .collectAsList();
    for (Row row : found) {
      byte[] q = row.getAs("q");
      rows.computeIfAbsent(row.getAs("model_id"), key -> new ArrayList<>())
          .add(
              new TrainingRow(
                  row.getAs("checkpoint"),
                  new ContributorKey(row.getAs("datanet_id"), row.getAs("contributor_id")),
                  row.getAs("contribution_id"),
                  new QuantizedRow(row.<Integer>getAs("scale_exponent"), q)));
    }
    return rows;
  }

  /** Blocks by checkpoint by setting by model. */
  private Map<String, Map<String, Map<String, List<PreconditionerBlock>>>> blocks(Object[] models) {
    Map<String, Map<String, Map<String, List<PreconditionerBlock>>>> blocks = new HashMap<>();
    List<Row> found =
        new ArrayList<>(
            warehouse
                .read(Tables.PREPARED_MODELS)
                .filter(col("model_id").isin(models))
                .collectAsList());
    found.sort(Comparator.comparing((Row row) -> row.<Integer>getAs("block")));
    for (Row row : found) {
      List<PreconditionerBlock> list =
          blocks
              .computeIfAbsent(row.getAs("model_id"), key -> new HashMap<>())
              .computeIfAbsent(
                  key(row.getAs("preconditioner_method"), row.getAs("damping_rule")),
                  key -> new HashMap<>())
              .computeIfAbsent(row.getAs("checkpoint"), key -> new ArrayList<>());
      int offset = list.stream().mapToInt(PreconditionerBlock::dimension).sum();
      list.add(
          new PreconditionerBlock(
              row.<Integer>getAs("block"),
              offset,
              row.<Integer>getAs("dimension"),
              row.<Double>getAs("mean_eigenvalue"),
              row.<Double>getAs("damping"),
              doubles(row.getAs("preconditioner"))));
    }
    return blocks;
  }

  private static double[] doubles(byte[] littleEndian) {
    double[] doubles = new double[littleEndian.length / Double.BYTES];
    ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(doubles);
    return doubles;
  }
}

package org.tributary.attribute.influence;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.gpu.PackedRows;
import org.tributary.gpu.ScoringBlock;
import org.tributary.influence.SketchLayout;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.table.Tables;
import org.tributary.session.InternalRows;
import org.tributary.session.Warehouse;

/** What prepare left of models and settings: numbers first, rows on demand. */
final class PreparedIndex {
  private final Warehouse warehouse;
  private final Map<String, Map<String, Prepared>> byModel;
  private final Map<Prepared, Contributors> contributors = new HashMap<>();

  private PreparedIndex(Warehouse warehouse, Map<String, Map<String, Prepared>> byModel) {
    this.warehouse = warehouse;
    this.byModel = byModel;
  }

  /** A row of {@code prepared_settings}. */
  record Prepared(
      String modelId,
      String setting,
      String fingerprint,
      int dimension,
      int rowLowest,
      int contributorLowest,
      int reference,
      int contributors,
      long scoredRows,
      int sumShift) {
    /** Bytes of all training rows, with what they are called. */
    long bytes() {
      return scoredRows * (dimension + BYTES_PER_ID);
    }
  }

  /** A contribution id with its object, an exponent, a contributor and two places. */
  private static final int BYTES_PER_ID = 96;

  static PreparedIndex read(Warehouse warehouse) {
    warehouse.createIfMissing(Tables.PREPARED_SETTINGS);
    Map<String, Map<String, Prepared>> byModel = new HashMap<>();
    for (Row row : warehouse.read(Tables.PREPARED_SETTINGS).drop("sweep").collectAsList()) {
      Prepared prepared =
          new Prepared(
              row.getAs("model_id"),
              row.getAs("setting"),
              row.getAs("fingerprint"),
              row.<Integer>getAs("dimension"),
              row.<Integer>getAs("row_lowest_exponent"),
              row.<Integer>getAs("contributor_lowest_exponent"),
              row.<Integer>getAs("reference_exponent"),
              row.<Integer>getAs("contributors"),
              row.<Long>getAs("scored_rows"),
              row.<Integer>getAs("sum_shift"));
      byModel
          .computeIfAbsent(prepared.modelId(), model -> new HashMap<>())
          .put(prepared.setting(), prepared);
    }
    return new PreparedIndex(warehouse, byModel);
  }

  /** Models that are prepared for some setting. */
  Set<String> models() {
    return new HashSet<>(byModel.keySet());
  }

  /**
   * A prepared setting.
   *
   * @throws TributaryException INPUT_MISSING when the model isn't prepared for it
   */
  Prepared require(String modelId, String setting) {
    Prepared prepared = byModel.getOrDefault(modelId, Map.of()).get(setting);
    if (prepared == null) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "Model %s isn't prepared for %s: run 'tributary prepare' for this run first.",
          modelId,
          setting);
    }
    return prepared;
  }

  /** How sketches of the model's inferences become rows. */
  SketchLayout layout(Prepared prepared, Preconditioner preconditioner) {
    List<SketchLayout.Part> parts = new ArrayList<>();
    for (Row row :
        of(Tables.PREPARED_MODELS, prepared)
            .select(
                "checkpoint", "projection_id", "block", "block_name", "dimension", "scale_exponent")
            .collectAsList()) {
      parts.add(
          new SketchLayout.Part(
              row.getAs("checkpoint"),
              row.getAs("projection_id"),
              row.<Integer>getAs("block"),
              row.getAs("block_name"),
              0,
              row.<Integer>getAs("dimension"),
              row.<Integer>getAs("scale_exponent")));
    }
    return new SketchLayout(
        prepared.modelId(),
        SketchLayout.of(prepared.modelId(), parts).parts(),
        preconditioner == Preconditioner.GRADIENT_COSINE);
  }

  /** Who earns of a setting: vectors and names, both by ordinal. */
  private record Contributors(ScoringBlock vectors, List<UTF8String[]> names) {}

  /** The vectors of all contributors, by ordinal; null where there is none. */
  ScoringBlock contributors(Prepared prepared) {
    return contributors.computeIfAbsent(prepared, this::readContributors).vectors();
  }

  /** Who the contributors are, by ordinal: datanet and contributor. */
  List<UTF8String[]> names(Prepared prepared) {
    return contributors.computeIfAbsent(prepared, this::readContributors).names();
  }

  private Contributors readContributors(Prepared prepared) {
    int count = prepared.contributors();
    if (count == 0) {
      return new Contributors(null, List.of());
    }
    PackedRows rows = new PackedRows(count, prepared.dimension());
    int[] shift = new int[count];
    int[] ordinals = new int[count];
    UTF8String[][] names = new UTF8String[count][];
    List<InternalRow> found =
        collected(
            of(Tables.PREPARED_CONTRIBUTORS, prepared)
                .select("ordinal", "scale_exponent", "q", "datanet_id", "contributor_id"));
    requireCount(prepared, Tables.PREPARED_CONTRIBUTORS, found.size(), count);
    for (InternalRow row : found) {
      int ordinal = row.getInt(0);
      ordinals[ordinal] = ordinal;
      shift[ordinal] = row.getInt(1) - prepared.contributorLowest();
      rows.put(ordinal, row.getBinary(2), 0, 1);
      names[ordinal] = new UTF8String[] {row.getUTF8String(3), row.getUTF8String(4)};
    }
    return new Contributors(
        new ScoringBlock(rows, shift, ordinals, ordinals), Arrays.asList(names));
  }

  /** The training rows, block by block as they stand in the table. */
  RDD<InternalRow> blockRows(Prepared prepared) {
    Warehouse fewAtATime =
        new Warehouse(InternalRows.rowByRow(warehouse.spark()), warehouse.root());
    return InternalRows.of(
        of(fewAtATime, Tables.PREPARED_ROWS, prepared).selectExpr(TrainingBlock.COLUMNS));
  }

  /** The training rows, all at hand. */
  List<TrainingBlock> blocks(Prepared prepared) {
    List<TrainingBlock> blocks = new ArrayList<>();
    long rows = 0;
    for (InternalRow row :
        collected(of(Tables.PREPARED_ROWS, prepared).selectExpr(TrainingBlock.COLUMNS))) {
      blocks.add(TrainingBlock.of(row, prepared.rowLowest()));
      rows += blocks.get(blocks.size() - 1).scoring().size();
    }
    requireCount(prepared, Tables.PREPARED_ROWS, rows, prepared.scoredRows());
    blocks.sort(Comparator.comparingInt(TrainingBlock::number));
    return blocks;
  }

  private static void requireCount(Prepared prepared, String table, long found, long expected) {
    if (found != expected) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Table %s has %,d rows of model %s and %s where prepared_settings says %,d: run"
              + " 'tributary prepare' again.",
          table,
          found,
          prepared.modelId(),
          prepared.setting(),
          expected);
    }
  }

  private Dataset<Row> of(String table, Prepared prepared) {
    return of(warehouse, table, prepared);
  }

  private static Dataset<Row> of(Warehouse from, String table, Prepared prepared) {
    return from.read(table)
        .filter(
            col("model_id")
                .equalTo(prepared.modelId())
                .and(col("setting").equalTo(prepared.setting())));
  }

  private static List<InternalRow> collected(Dataset<Row> rows) {
    return InternalRows.of(rows).toJavaRDD().map(InternalRow::copy).collect();
  }
}

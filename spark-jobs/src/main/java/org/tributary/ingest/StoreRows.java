package org.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.tributary.ingest.store.StorePiece;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;

/**
 * The rows of a gradient store as its table holds them, with {@link Meta}'s columns: the vectors
 * are read by tasks, a range of rows each, and meet their ids in a join.
 */
final class StoreRows {
  private static final String GRADIENT = "gradient";
  private static final String LOSS_WEIGHT = "loss_weight";
  private static final String KNOWN = "_known";
  private static final StructType VECTORS =
      new StructType()
          .add(StoreNames.ROW, DataTypes.LongType, false)
          .add(GRADIENT, DataTypes.BinaryType)
          .add(LOSS_WEIGHT, DataTypes.DoubleType)
          .add(Meta.REASON_CODE, DataTypes.StringType)
          .add(Meta.DETAIL, DataTypes.StringType);

  private final Warehouse warehouse;
  private final InputTable table;
  private final GradientStore store;
  private final long pieceBytes;

  StoreRows(Warehouse warehouse, InputTable table, ScannedFile file, long pieceBytes) {
    this.warehouse = warehouse;
    this.table = table;
    this.store = (GradientStore) file.content();
    this.pieceBytes = pieceBytes;
  }

  /**
   * Every row of the store, once.
   *
   * @throws org.tributary.schemas.TributaryException LANDING_UNREADABLE where the CSV file doesn't
   *     name every row once
   */
  Dataset<Row> read() {
    Dataset<Row> names = new StoreNames(warehouse.spark(), store).read();
    Dataset<Row> rows = vectors().join(names, StoreNames.ROW, "left_outer");
    Map<String, Column> columns =
        Map.of(
            "model_id", lit(store.spec().modelId()),
            "checkpoint", lit(store.spec().checkpoint()),
            "projection_id", lit(store.projection().id()));
    List<Column> selected = new ArrayList<>();
    selected.add(lit(store.name()).as(Meta.FILE));
    selected.add(col(StoreNames.ROW).plus(lit(1L)).as(Meta.ROW_NUMBER));
    selected.add(lit(null).cast(DataTypes.StringType).as(Meta.RAW_TEXT));
    selected.add(col(Meta.REASON_CODE));
    selected.add(col(Meta.DETAIL));
    for (String name : table.columns().fieldNames()) {
      selected.add(columns.getOrDefault(name, col(name)).as(name));
    }
    return withKnown(rows.select(selected.toArray(Column[]::new)));
  }

  private Dataset<Row> vectors() {
    List<StorePiece> pieces =
        store.layout().pieces().stream()
            .flatMap(piece -> piece.split(pieceBytes).stream())
            .toList();
    SerializableConfiguration hadoop =
        new SerializableConfiguration(warehouse.spark().sessionState().newHadoopConf());
    String name = store.name();
    String folder = store.folder();
    StorePiece weights = store.layout().weights().orElse(null);
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext())
            .parallelize(pieces, Math.max(1, pieces.size()))
            .flatMap(piece -> new StoreRowIterator(hadoop.value(), name, folder, piece, weights));
    return warehouse.spark().createDataFrame(rows, VECTORS);
  }

  /** A row must be a known contribution's, or a known inference's of the store's model. */
  private Dataset<Row> withKnown(Dataset<Row> rows) {
    boolean training = store.isTraining();
    String[] key =
        training ? new String[] {"datanet_id", "contribution_id"} : new String[] {"inference_id"};
    Dataset<Row> known =
        training
            ? warehouse.read(Tables.CONTRIBUTIONS)
            : warehouse
                .read(Tables.INFERENCE_LOG)
                .where(col("model_id").equalTo(lit(store.spec().modelId())));
    Dataset<Row> keys =
        known
            .select(java.util.stream.Stream.of(key).map(name -> col(name)).toArray(Column[]::new))
            .distinct()
            .withColumn(KNOWN, lit(true));
    Column stranger = col(Meta.REASON_CODE).isNull().and(col(KNOWN).isNull());
    String code = training ? "UNKNOWN_CONTRIBUTION" : "UNKNOWN_INFERENCE";
    Column detail =
        training
            ? concat(
                lit("Datanet "),
                col("datanet_id"),
                lit(" has no contribution "),
                col("contribution_id"),
                lit(" in table contributions."))
            : concat(
                lit("Table inference_log has no inference "),
                col("inference_id"),
                lit(" of model " + store.spec().modelId() + "."));
    return rows.join(keys, key, "left_outer")
        .withColumns(
            Map.of(
                Meta.REASON_CODE,
                when(stranger, lit(code)).otherwise(col(Meta.REASON_CODE)),
                Meta.DETAIL,
                when(
                        stranger,
                        concat(
                            detail, lit(" Land it there first, then send the row in a new store.")))
                    .otherwise(col(Meta.DETAIL))))
        .drop(KNOWN);
  }
}

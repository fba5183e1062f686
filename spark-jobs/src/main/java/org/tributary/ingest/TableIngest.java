package org.tributary.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SqlFile;
import org.tributary.session.Warehouse;

/**
 * Brings the new files of one table into the warehouse: one commit for its rows, one for its
 * quarantined rows, none where there are none.
 */
final class TableIngest {
  private static final String SHA256 = "_sha256";

  private final Warehouse warehouse;
  private final LandingFolder landing;
  private final InputTable table;
  private final long pieceBytes;

  TableIngest(Warehouse warehouse, LandingFolder landing, InputTable table, long pieceBytes) {
    this.warehouse = warehouse;
    this.landing = landing;
    this.table = table;
    this.pieceBytes = pieceBytes;
  }

  /** Every row of the files with what becomes of it, in {@link Meta#VERDICT}. */
  Dataset<Row> judged(List<ScannedFile> files, List<Dataset<Row>> held) {
    ParquetRows parquet = new ParquetRows(warehouse.spark(), table);
    files.stream()
        .filter(file -> file.content() instanceof ScannedFile.Parquet)
        .forEach(parquet::requireFittingColumns);
    Dataset<Row> judged =
        new Verdicts(warehouse, table, pieceBytes)
            .judge(files, held)
            .persist(StorageLevel.MEMORY_AND_DISK());
    held.add(judged);
    return judged;
  }

  /**
   * Brings the files in. The caller records them as ingested afterwards: a crash in between is
   * mended by running again, because rows that are there already count as unchanged and quarantined
   * rows are not repeated.
   */
  List<FileCounts> execute(List<ScannedFile> files) {
    List<Dataset<Row>> held = new ArrayList<>();
    try {
      Dataset<Row> judged = judged(files, held);
      List<Row> counts = counted(judged);
      landing.requireUnchanged(files.stream().flatMap(file -> file.members().stream()).toList());
      List<FileCounts> byFile = FileCounts.of(files, counts);
      write(judged, counts);
      if (byFile.stream().anyMatch(file -> file.quarantined() > 0)) {
        quarantine(judged, files);
      }
      return byFile;
    } finally {
      held.forEach(Dataset::unpersist);
    }
  }

  private List<Row> counted(Dataset<Row> judged) {
    try {
      return judged
          .groupBy(col(Meta.FILE), col(Meta.VERDICT), col(Meta.WRITES))
          .agg(count(lit(1)).as("rows"))
          .collectAsList();
    } catch (Exception e) {
      // Spark throws checked exceptions that it doesn't declare.
      throw readable(e);
    }
  }

  private void write(Dataset<Row> judged, List<Row> counts) {
    boolean inserts =
        counts.stream().anyMatch(row -> Verdicts.INSERT.equals(row.getAs(Meta.WRITES)));
    boolean updates =
        counts.stream().anyMatch(row -> Verdicts.UPDATE.equals(row.getAs(Meta.WRITES)));
    Dataset<Row> rows =
        judged.where(col(Meta.WRITES).isNotNull()).select(columns(table.columns().fieldNames()));
    if (updates) {
      merge(rows);
    } else if (inserts) {
      warehouse.append(table.name(), spread(rows));
    }
  }

  /** Few files per partition, however many tasks there were. */
  private Dataset<Row> spread(Dataset<Row> rows) {
    List<String> partitionedBy = table.definition().partitionedBy();
    return partitionedBy.isEmpty()
        ? rows.hint("rebalance")
        : rows.hint("rebalance", columns(partitionedBy.toArray(String[]::new)));
  }

  private void merge(Dataset<Row> rows) {
    String view = "tributary_landed_" + table.name();
    rows.createOrReplaceTempView(view);
    String on =
        table.key().stream()
            .map(column -> "held." + column + " = landed." + column)
            .collect(Collectors.joining(" AND "));
    warehouse
        .spark()
        .sql(
            SqlFile.read(TableIngest.class, "merge_registry.sql")
                .replace("${table}", warehouse.identifier(table.name()))
                .replace("${rows}", view)
                .replace("${on}", on));
    warehouse.spark().catalog().dropTempView(view);
  }

  private void quarantine(Dataset<Row> judged, List<ScannedFile> files) {
    Dataset<Row> broken = judged.where(col(Meta.VERDICT).equalTo(Verdicts.QUARANTINED));
    Dataset<Row> rows =
        SketchColumns.toLanding(broken, table.columns())
            .join(hashes(files), Meta.FILE)
            .select(
                col(Meta.FILE).as("landing_file"),
                col(SHA256).as("sha256"),
                col(Meta.ROW_NUMBER).as("row_number"),
                lit(table.name()).as("table_name"),
                col(Meta.REASON_CODE).as("reason_code"),
                col(Meta.DETAIL).as("detail"),
                coalesce(col(Meta.RAW_TEXT), LandingJson.of(table.landingColumns()))
                    .as("raw_text"));
    if (warehouse.latestVersion(Tables.QUARANTINE) > 0) {
      String[] key = {"landing_file", "sha256", "row_number"};
      rows = rows.join(warehouse.read(Tables.QUARANTINE).select(columns(key)), key, "left_anti");
      if (rows.isEmpty()) {
        return;
      }
    }
    warehouse.append(Tables.QUARANTINE, rows.coalesce(1));
  }

  private Dataset<Row> hashes(List<ScannedFile> files) {
    return warehouse
        .spark()
        .createDataFrame(
            files.stream()
                .map(file -> RowFactory.create(file.file().name(), file.sha256()))
                .toList(),
            new StructType()
                .add(Meta.FILE, DataTypes.StringType)
                .add(SHA256, DataTypes.StringType));
  }

  private static Column[] columns(String[] names) {
    return Stream.of(names).map(name -> col(name)).toArray(Column[]::new);
  }

  /** Names the landing file where Spark failed to read one. */
  private RuntimeException readable(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable spark
          && spark.getCondition() != null
          && spark.getCondition().startsWith("FAILED_READ_FILE")) {
        Map<String, String> parameters = new HashMap<>(spark.getMessageParameters());
        return new TributaryException(
            ErrorCode.LANDING_UNREADABLE,
            "Landing file "
                + parameters.getOrDefault("path", "of table " + table.name())
                + " can't be read to its end: "
                + (cause.getCause() == null ? cause.getMessage() : cause.getCause().getMessage())
                + ". Write it again; nothing of it was ingested.",
            failure);
      }
    }
    return failure instanceof RuntimeException runtime
        ? runtime
        : new TributaryException(ErrorCode.INFRASTRUCTURE, failure.getMessage(), failure);
  }
}

package org.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.tributary.schemas.table.TableDefinition;
import org.tributary.session.SqlFile;
import org.tributary.session.Warehouse;

/**
 * Decides what becomes of every row of the new files of one table, as if the files had come one by
 * one in path order, but in one pass. The rule for rows of the same key stands in {@code
 * judge_log.sql} and {@code judge_registry.sql}.
 */
final class Verdicts {
  static final String ADDED = "ADDED";
  static final String UPDATED = "UPDATED";
  static final String UNCHANGED = "UNCHANGED";
  static final String QUARANTINED = "QUARANTINED";

  /** {@link Meta#WRITES} of a key that the table doesn't have yet. */
  static final String INSERT = "INSERT";

  /** {@link Meta#WRITES} of a key that the table has with other content. */
  static final String UPDATE = "UPDATE";

  private static final int SHA_BITS = 256;

  private final Warehouse warehouse;
  private final InputTable table;
  private final long pieceBytes;

  /** Tasks read at most {@code pieceBytes} bytes of a gradient store. */
  Verdicts(Warehouse warehouse, InputTable table, long pieceBytes) {
    this.warehouse = warehouse;
    this.table = table;
    this.pieceBytes = pieceBytes;
  }

  /**
   * The files' rows with {@link Meta}'s columns and the table's own, as the table holds them.
   *
   * @param files the table's new files
   * @param held receives Datasets that are cached meanwhile; the caller releases them
   */
  Dataset<Row> judge(List<ScannedFile> files, List<Dataset<Row>> held) {
    Dataset<Row> rows = ruled(files);
    Column broken = col(Meta.REASON_CODE).isNotNull();
    rows =
        rows.withColumns(
            Map.of(
                Meta.CONTENT, content(),
                Meta.APART, when(broken, concat_ws("/", col(Meta.FILE), col(Meta.ROW_NUMBER)))));
    if (warehouse.latestVersion(table.name()) > 0) {
      // The files are looked at twice more to find the rows that the table has already.
      rows = rows.persist();
      held.add(rows);
      rows = rows.unionByName(existing(rows), true);
    }
    String view = "tributary_landing_" + table.name();
    rows.createOrReplaceTempView(view);
    Dataset<Row> judged = spark().sql(rule().replace("${rows}", view).replace("${key}", keyList()));
    spark().catalog().dropTempView(view);
    return judged;
  }

  /** The files' rows as the table holds them, with what rules say of each. */
  private Dataset<Row> ruled(List<ScannedFile> files) {
    RowRules rules = new RowRules(warehouse, table);
    List<Dataset<Row>> parts = new ArrayList<>();
    List<ScannedFile> stores = ofContent(files, GradientStore.class);
    if (stores.size() < files.size()) {
      List<ScannedFile> landed = new ArrayList<>(files);
      landed.removeAll(stores);
      parts.add(SketchColumns.toTable(rules.judge(read(landed)), table.columns()));
    }
    for (ScannedFile store : stores) {
      parts.add(rules.judgeHeld(new StoreRows(warehouse, table, store, pieceBytes).read()));
    }
    return parts.stream().reduce(Dataset::unionByName).orElseThrow();
  }

  private static List<ScannedFile> ofContent(
      List<ScannedFile> files, Class<? extends ScannedFile.Content> content) {
    return files.stream().filter(file -> content.isInstance(file.content())).toList();
  }

  private Dataset<Row> read(List<ScannedFile> files) {
    List<ScannedFile> lines = ofContent(files, ScannedFile.Lines.class);
    List<Dataset<Row>> parts = new ArrayList<>();
    if (!lines.isEmpty()) {
      parts.add(new JsonLines(spark(), table).read(lines));
    }
    parts.addAll(new ParquetRows(spark(), table).read(ofContent(files, ScannedFile.Parquet.class)));
    Dataset<Row> rows = parts.stream().reduce(Dataset::unionByName).orElseThrow();
    if (table.logDateSource().isPresent()) {
      rows = rows.withColumn("log_date", to_date(col(table.logDateSource().get())));
    }
    return rows;
  }

  private Column content() {
    return sha2(LandingJson.of(table.heldColumns()), SHA_BITS);
  }

  /**
   * The table's rows of the same keys. In a partitioned table only the partitions that hold such a
   * key are read in full; to find them, its key columns are read.
   */
  private Dataset<Row> existing(Dataset<Row> rows) {
    String[] key = table.key().toArray(String[]::new);
    Dataset<Row> keys =
        rows.where(col(Meta.REASON_CODE).isNull()).select(columns(table.key())).distinct();
    Dataset<Row> all = warehouse.read(table.name());
    List<String> partitionedBy = table.definition().partitionedBy();
    if (!partitionedBy.isEmpty()) {
      Set<String> needed = new LinkedHashSet<>(table.key());
      needed.addAll(partitionedBy);
      List<Row> partitions =
          all.select(columns(List.copyOf(needed)))
              .join(keys, key, "left_semi")
              .select(columns(partitionedBy))
              .distinct()
              .collectAsList();
      all = all.where(isIn(partitionedBy, partitions));
    }
    return all.join(keys, key, "left_semi")
        .withColumn(Meta.CONTENT, content())
        .select(columns(allOf(List.of(Meta.CONTENT), table.key())));
  }

  private static Column isIn(List<String> columns, List<Row> partitions) {
    return partitions.stream()
        .map(
            row ->
                columns.stream()
                    .map(name -> col(name).equalTo(lit(row.getAs(name))))
                    .reduce(Column::and)
                    .orElseThrow())
        .reduce(Column::or)
        .orElse(lit(false));
  }

  private static List<String> allOf(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  private String keyList() {
    return String.join(", ", table.key());
  }

  private String rule() {
    boolean isLog = table.definition().kind() == TableDefinition.Kind.LOG;
    return SqlFile.read(Verdicts.class, isLog ? "judge_log.sql" : "judge_registry.sql");
  }

  private SparkSession spark() {
    return warehouse.spark();
  }
}

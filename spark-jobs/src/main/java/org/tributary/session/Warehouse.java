package org.tributary.session;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.TableDefinition;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The Delta tables below one folder of any Hadoop file system: {@code ROOT/tables/NAME}. Tables are
 * made from the DDL files of module schemas and from nowhere else.
 *
 * <p>Delta 4.1.0's own {@code DeltaTable} class and its ALTER TABLE commands don't load on Spark
 * 4.1.2 and later (a Spark trait that they extend is gone there); everything else does. So
 * existence and versions come from the Delta log, merges from SQL, and constraints stand in CREATE
 * TABLE.
 */
public final class Warehouse {
  private final SparkSession spark;
  private final String root;

  public Warehouse(SparkSession spark, String root) {
    this.spark = spark;
    this.root = absolute(root);
  }

  /** Delta takes a table by path only when the path is absolute. */
  private String absolute(String path) {
    try {
      Path given = new Path(path);
      FileSystem files = given.getFileSystem(spark.sparkContext().hadoopConfiguration());
      Path qualified = files.makeQualified(given);
      boolean local = "file".equals(qualified.toUri().getScheme());
      return local ? qualified.toUri().getPath() : qualified.toString();
    } catch (IOException e) {
      throw new TributaryException(
          ErrorCode.INPUT_MISSING,
          "The file system of the warehouse " + path + " can't be reached: " + e.getMessage(),
          e);
    }
  }

  public SparkSession spark() {
    return spark;
  }

  public String root() {
    return root;
  }

  /** Folder of a table. */
  public String location(String table) {
    return new Path(root + "/tables/" + table).toString();
  }

  public boolean exists(String table) {
    return log(table).tableExists();
  }

  /** Makes the table from its DDL file where it isn't there yet. */
  public void createIfMissing(String table) {
    if (!exists(table)) {
      spark.sql(TableDefinition.load(table).createStatement(identifier(table)));
    }
  }

  /** Version of the table's newest commit. */
  public long latestVersion(String table) {
    requireTable(table);
    return log(table).unsafeVolatileSnapshot().version();
  }

  /** Columns of the table with what the DDL says of each: type, NOT NULL, comment. */
  public StructType columns(String table) {
    requireTable(table);
    return log(table).unsafeVolatileSnapshot().schema();
  }

  /** The table's properties, among them {@code delta.constraints.NAME} with the CHECK's SQL. */
  public Map<String, String> properties(String table) {
    requireTable(table);
    return CollectionConverters.asJava(
        log(table).unsafeVolatileSnapshot().metadata().configuration());
  }

  /** The table at its newest version: for outputs of earlier stages of the same run. */
  public Dataset<Row> read(String table) {
    requireTable(table);
    return spark.read().format("delta").load(location(table));
  }

  /** The table at a pinned version. */
  public Dataset<Row> read(String table, long version) {
    requireTable(table);
    return spark.read().format("delta").option("versionAsOf", version).load(location(table));
  }

  /** Replaces all rows that match {@code predicate}; every row of {@code rows} must match it. */
  public void replaceWhere(String table, String predicate, Dataset<Row> rows) {
    createIfMissing(table);
    rows.write()
        .format("delta")
        .mode(SaveMode.Overwrite)
        .option("replaceWhere", predicate)
        .save(location(table));
  }

  /** Adds rows in one commit. */
  public void append(String table, Dataset<Row> rows) {
    createIfMissing(table);
    rows.write().format("delta").mode(SaveMode.Append).save(location(table));
  }

  /** Registers the given tables, at the given versions, as temporary views for SQL from files. */
  public void registerViews(Map<String, Long> versions) {
    versions.forEach((table, version) -> read(table, version).createOrReplaceTempView(table));
  }

  private DeltaLog log(String table) {
    DeltaLog log = DeltaLog.forTable(spark, new Path(location(table)));
    log.update(false, scala.Option.empty(), scala.Option.empty());
    return log;
  }

  /** How SQL names the table: <code>delta.`LOCATION`</code>. */
  public String identifier(String table) {
    return "delta.`" + location(table) + "`";
  }

  private void requireTable(String table) {
    if (!exists(table)) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "Table %s is missing: there is no Delta table at %s. Run 'tributary ingest' first, or"
              + " check --warehouse.",
          table,
          location(table));
    }
  }
}

package org.tributary.session;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** How a Spark session is made. */
public final class SparkSessions {
  /**
   * Settings that results or Delta depend on. ANSI mode makes an overflow an error instead of a
   * NULL, and UTC makes a log date the same everywhere.
   */
  private static final Map<String, String> REQUIRED =
      Map.of(
          "spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension",
          "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog",
          "spark.sql.ansi.enabled", "true",
          "spark.sql.session.timeZone", "UTC",
          "spark.sql.decimalOperations.allowPrecisionLoss", "false",
          "spark.databricks.delta.snapshotPartitions", "2");

  /**
   * Settings that save time or memory and change no result. A night runs some hundred queries, more
   * than Spark keeps the compiled code of. Rows of megabytes (blocks of training rows) must not
   * pile up by the hundred before Parquet looks at their size, nor texts of thousands of tokens by
   * the thousand when they are read: a batch of them stays in the second-level cache. Scores hardly
   * repeat, so a dictionary of them is work for nothing.
   */
  private static final Map<String, String> FRUGAL =
      Map.of(
          "spark.sql.codegen.cache.maxEntries", "2000",
          "spark.buffer.pageSize", "4m",
          "spark.sql.parquet.columnarReaderBatchSize", "128",
          "spark.hadoop.parquet.block.size.row.check.min", "1",
          "spark.hadoop.parquet.page.size.row.check.min", "1",
          "spark.hadoop.parquet.enable.dictionary#evidence.list.element.score", "false",
          "spark.hadoop.parquet.enable.dictionary#values", "false",
          "spark.hadoop.parquet.enable.dictionary#row_positive", "false",
          "spark.hadoop.parquet.enable.dictionary#row_negative", "false");

  private SparkSessions() {}

  /** A Spark inside this JVM. */
  public static SparkSession embedded(String master, int shufflePartitions) {
    SparkSession.Builder builder = configured();
    LocalFiles.SETTINGS.forEach(builder::config);
    return builder
        .master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", shufflePartitions)
        .config("spark.ui.showConsoleProgress", "false")
        // Tables are named by path; without this Spark makes a folder where the user stands.
        .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
        .getOrCreate();
  }

  /** The session that spark-submit configured. */
  public static SparkSession submitted() {
    return configured().getOrCreate();
  }

  /** The same session, its tables by path and its Spark, with some settings of its own. */
  public static SparkSession with(SparkSession spark, Map<String, String> settings) {
    org.apache.spark.sql.classic.SparkSession session =
        ((org.apache.spark.sql.classic.SparkSession) spark).cloneSession();
    // Its views are copies, which would outlive those that they are of.
    session.sessionState().catalog().clearTempTables();
    settings.forEach(session.conf()::set);
    return session;
  }

  private static SparkSession.Builder configured() {
    SparkSession.Builder builder = SparkSession.builder().appName("tributary");
    FRUGAL.forEach(builder::config);
    REQUIRED.forEach(builder::config);
    return builder;
  }
}

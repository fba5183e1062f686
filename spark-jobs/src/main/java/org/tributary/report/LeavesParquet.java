package org.tributary.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.tributary.session.RunFolder;

/**
 * The leaves of all settlements of a run as one Parquet file, for whoever wants to query them. It
 * stands among the reports, outside of the folders whose every byte is hashed: what a Parquet file
 * looks like depends on the library that writes it, and {@code leaves.csv} says the same.
 */
final class LeavesParquet {
  private static final String SETTLEMENT = "settlement";
  private static final DataType AMOUNT = DataTypes.createDecimalType(38, 0);

  /** The columns of {@code leaves.csv}. */
  private static final StructType CSV =
      new StructType()
          .add("account", DataTypes.StringType)
          .add("token", DataTypes.StringType)
          .add("token_id", DataTypes.StringType)
          .add("cumulative", AMOUNT)
          .add("delta", AMOUNT)
          .add("previous", AMOUNT)
          .add("status", DataTypes.StringType)
          .add("tree_index", DataTypes.IntegerType);

  private LeavesParquet() {}

  static void write(SparkSession spark, RunFolder folder, String path) {
    Dataset<Row> leaves = of(spark.createDataFrame(List.of(), CSV), 0, "");
    for (String name : folder.list(SETTLEMENT)) {
      int dash = name.indexOf('-');
      Dataset<Row> csv =
          spark
              .read()
              .schema(CSV)
              .option("header", true)
              .option("mode", "FAILFAST")
              .csv(folder.location() + "/" + SETTLEMENT + "/" + name + "/leaves.csv");
      leaves =
          leaves.unionByName(
              of(csv, Long.parseLong(name.substring(0, dash)), name.substring(dash + 1)));
    }
    SingleParquet.write(
        leaves,
        folder,
        path,
        col("chain_id"),
        col("distributor"),
        lower(col("account")),
        lower(col("token")));
  }

  private static Dataset<Row> of(Dataset<Row> csv, long chainId, String distributor) {
    return csv.select(lit(chainId).as("chain_id"), lit(distributor).as("distributor"), col("*"));
  }
}

package org.tributary.allocate;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.tributary.session.SqlFile;

/** What serving cost and brought in, by log date, node, base model and adapter, on Spark. */
final class ServingCosts {
  private static final StructType BASE =
      StructType.fromDDL("model_id STRING, base_model_id STRING");

  private ServingCosts() {}

  /**
   * One row per log date, node, base, model and token, as table serving_costs has them.
   *
   * @param entitlements of the same fees
   */
  static Dataset<Row> of(IncomeRows income, Dataset<Row> entitlements, ModelOwners owners) {
    SparkSession spark = entitlements.sparkSession();
    List<Row> bases =
        owners.models().keySet().stream()
            .sorted()
            .map(model -> RowFactory.create(model, owners.baseOf(model)))
            .toList();
    income.metered().createOrReplaceTempView("allocate_fees");
    entitlements.createOrReplaceTempView("allocate_entitlements");
    spark.createDataFrame(bases, BASE).createOrReplaceTempView("allocate_bases");
    return spark.sql(SqlFile.read(ServingCosts.class, "serving_costs.sql"));
  }
}

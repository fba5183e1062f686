package org.tributary.nightly.gate;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;

/**
 * {@code ExplainPlan.explainPotentialGpuPlan} of the accelerator, which is there only under
 * spark-submit and so not when this is compiled.
 */
final class Explanations {
  private static final String CLASS = "com.nvidia.spark.rapids.ExplainPlan";

  private final MethodHandle explain;

  Explanations() {
    try {
      ClassLoader jars = Thread.currentThread().getContextClassLoader();
      explain =
          MethodHandles.publicLookup()
              .findStatic(
                  Class.forName(CLASS, true, jars),
                  "explainPotentialGpuPlan",
                  MethodType.methodType(String.class, Dataset.class, String.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(CLASS + " isn't what it was", e);
    }
  }

  /** Every operator and expression of the plan, and whether it can run on a GPU. */
  String of(SparkSession session, SparkPlan plan) {
    org.apache.spark.sql.classic.SparkSession spark =
        (org.apache.spark.sql.classic.SparkSession) session;
    org.apache.spark.sql.classic.Dataset<Row> nothing = spark.emptyDataFrame();
    Dataset<Row> asked =
        new org.apache.spark.sql.classic.Dataset<>(
            new Prepared(spark, nothing.queryExecution(), plan), nothing.encoder());
    try {
      return (String) explain.invoke(asked, "ALL");
    } catch (Throwable e) {
      throw new IllegalStateException("The accelerator can't explain " + plan, e);
    }
  }

  /** A query of which the accelerator asks the plan alone. */
  private static final class Prepared extends QueryExecution {
    private final SparkPlan plan;

    Prepared(org.apache.spark.sql.classic.SparkSession spark, QueryExecution like, SparkPlan plan) {
      super(
          spark,
          like.logical(),
          like.tracker(),
          like.mode(),
          like.shuffleCleanupMode(),
          like.refreshPhaseEnabled());
      this.plan = plan;
    }

    @Override
    public SparkPlan executedPlan() {
      return plan;
    }
  }
}

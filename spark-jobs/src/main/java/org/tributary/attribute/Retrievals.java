package org.tributary.attribute;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;

/** What a retriever put into prompts, and whose it is: what method retrieval divides by. */
final class Retrievals {
  private final RunContext run;

  Retrievals(RunContext run) {
    this.run = run;
  }

  /** Partitions in which something was retrieved, with a hash of what, and of whom it is. */
  Map<PartitionKey, String> fingerprints() {
    retrieved(log()).createOrReplaceTempView("retrieved");
    Map<PartitionKey, String> prints = new HashMap<>();
    LoggedPartition.ofHashes(
            run.spark().sql(SqlFile.read(Retrievals.class, "retrieved_hashes.sql")))
        .forEach(each -> prints.put(each.key(), each.digest()));
    return prints;
  }

  /**
   * One row an inference, with what was retrieved for it, or with null.
   *
   * @param inferences log date, model and id of the inferences that are asked for
   */
  Dataset<Row> of(Dataset<Row> inferences) {
    Dataset<Row> some =
        retrieved(log())
            .groupBy("inference_id")
            .agg(
                collect_list(struct("datanet_id", "contribution_id", "contributor_id", "weight"))
                    .as("retrieved"));
    return inferences
        .join(some, inferences.col("inference_id").equalTo(some.col("inference_id")), "left_outer")
        .select(
            inferences.col("log_date"),
            inferences.col("model_id"),
            inferences.col("inference_id"),
            some.col("retrieved"));
  }

  private Dataset<Row> log() {
    return ValuesIndex.upToClose(run, run.input(Tables.INFERENCE_LOG));
  }

  private Dataset<Row> retrieved(Dataset<Row> log) {
    log.filter(col("retrievals").isNotNull()).createOrReplaceTempView("retrieval_log");
    run.input(Tables.CONTRIBUTIONS)
        .filter(col("status").equalTo("ACCEPTED"))
        .createOrReplaceTempView("retrieval_contributions");
    return run.spark().sql(SqlFile.read(Retrievals.class, "retrieved.sql"));
  }
}

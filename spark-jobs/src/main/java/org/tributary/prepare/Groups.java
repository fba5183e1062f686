package org.tributary.prepare;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.lit;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.tributary.influence.ContributionKey;
import org.tributary.influence.InfluenceSetting;
import org.tributary.prepare.groups.GroupSearch;

/**
 * Who speaks for whom in a model's training set, under one setting. Near is what scores alike: the
 * search compares scoring rows. Gradients themselves share directions even where contents have
 * nothing in common; it is the preconditioner that tells them apart.
 */
final class Groups implements AutoCloseable {
  private final Dataset<Row> members;

  private Groups(Dataset<Row> members) {
    this.members = members;
  }

  /**
   * Finds the groups.
   *
   * @param none rows of {@code contribution_groups}, no one: for a setting that has no groups
   * @param rows scoring rows as {@link GroupSearch#among} takes them, persisted
   * @param versions {@code datanet_id, datanet_version} of the training set
   */
  static Groups find(
      ModelSurvey model,
      InfluenceSetting setting,
      Dataset<Row> none,
      Dataset<Row> rows,
      Dataset<Row> versions) {
    if (!setting.groupsDuplicates()) {
      return new Groups(none);
    }
    try (GroupSearch search = GroupSearch.among(rows, setting.nearDuplicateCosinePpm())) {
      Dataset<Row> members =
          search
              .members()
              .join(broadcast(versions), "datanet_id")
              .withColumn("model_id", lit(model.modelId()))
              .withColumn("fingerprint", lit(model.fingerprint()))
              .withColumn("setting", lit(setting.key()))
              .persist(StorageLevel.DISK_ONLY());
      // The search ends here, and what it found must be at hand.
      members.count();
      return new Groups(members);
    }
  }

  /** Rows of {@code contribution_groups}. */
  Dataset<Row> rows() {
    return members;
  }

  /** Contributions that another one speaks for: {@code datanet_id, contribution_id}. */
  Dataset<Row> followers() {
    return members.select("datanet_id", "contribution_id");
  }

  /** As {@link #followers}, of a model that fits in memory. */
  Set<ContributionKey> fewFollowers() {
    return followers().collectAsList().stream()
        .map(row -> new ContributionKey(row.getString(0), row.getString(1)))
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    members.unpersist();
  }
}

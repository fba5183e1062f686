package org.tributary.prepare;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.influence.ContributionKey;
import org.tributary.influence.InfluenceSetting;
import org.tributary.prepare.groups.GroupSearch;
import org.tributary.schemas.table.Tables;

/** Who speaks for whom in a model's training set, written to {@code contribution_groups}. */
final class Groups {
  private Groups() {}

  /**
   * Replaces the model's groups, of all settings.
   *
   * @param rawRows rows of {@code prepared_sketches}
   * @param versions {@code datanet_id, datanet_version} of the training set
   */
  static void write(
      PreparedWriter writer, ModelSurvey model, Dataset<Row> rawRows, Dataset<Row> versions) {
    TreeMap<Integer, GroupSearch> searches = new TreeMap<>();
    Dataset<Row> all = writer.none(Tables.CONTRIBUTION_GROUPS);
    try {
      // Several settings of one cosine have the same groups.
      TreeMap<Integer, Dataset<Row>> members = new TreeMap<>();
      for (InfluenceSetting setting : model.settings()) {
        int cosine = setting.nearDuplicateCosinePpm();
        if (setting.groupsDuplicates()) {
          members.computeIfAbsent(
              cosine,
              key -> {
                searches.put(key, GroupSearch.among(rawRows, key));
                return searches.get(key).members();
              });
          all = all.unionByName(rows(model, setting, members.get(cosine), versions));
        }
      }
      writer.replace(Tables.CONTRIBUTION_GROUPS, all);
    } finally {
      searches.values().forEach(GroupSearch::close);
    }
  }

  private static Dataset<Row> rows(
      ModelSurvey model, InfluenceSetting setting, Dataset<Row> members, Dataset<Row> versions) {
    return members
        .join(broadcast(versions), "datanet_id")
        .withColumn("model_id", lit(model.modelId()))
        .withColumn("fingerprint", lit(model.fingerprint()))
        .withColumn("setting", lit(setting.key()));
  }

  /** Contributions that another one speaks for: {@code datanet_id, contribution_id}. */
  static Dataset<Row> followers(PreparedWriter writer, InfluenceSetting setting) {
    return writer
        .read(Tables.CONTRIBUTION_GROUPS)
        .filter(col("setting").equalTo(setting.key()))
        .select("datanet_id", "contribution_id");
  }

  /** As above, of a model that fits in memory. */
  static Set<ContributionKey> fewFollowers(PreparedWriter writer, InfluenceSetting setting) {
    return followers(writer, setting).collectAsList().stream()
        .map(row -> new ContributionKey(row.getString(0), row.getString(1)))
        .collect(Collectors.toSet());
  }
}

package org.tributary.report;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.tributary.influence.InfluenceSetting;
import org.tributary.reports.payout.CodePointOrder;
import org.tributary.reports.payout.ModelDuplicates;
import org.tributary.reports.payout.ModelDuplicates.Group;
import org.tributary.reports.payout.ModelDuplicates.InDatanet;
import org.tributary.schemas.policy.Policy;

/**
 * The duplicates of each model, by the policy in force on the close date: other settings may stand
 * in the table, for other dates.
 */
final class DuplicatesReader {
  private static final int LARGEST = 10;

  private final ReportQueries queries;
  private final Policy policy;

  DuplicatesReader(ReportQueries queries, Policy policy) {
    this.queries = queries;
    this.policy = policy;
  }

  List<ModelDuplicates> read() {
    Map<String, List<InDatanet>> datanets = new TreeMap<>(CodePointOrder.INSTANCE);
    for (Row row : queries.run("duplicates").collectAsList()) {
      if (isInForce(row)) {
        datanets
            .computeIfAbsent(row.getAs("model_id"), model -> new ArrayList<>())
            .add(
                new InDatanet(
                    row.getAs("datanet_id"),
                    row.<Integer>getAs("datanet_version"),
                    row.<Long>getAs("exact"),
                    row.<Long>getAs("near"),
                    row.<Long>getAs("of_others")));
      }
    }
    Map<String, List<Group>> groups = new TreeMap<>();
    for (Row row :
        queries.run("duplicate_groups").where(col("rank").leq(LARGEST)).collectAsList()) {
      if (isInForce(row)) {
        groups.computeIfAbsent(row.getAs("model_id"), model -> new ArrayList<>()).add(group(row));
      }
    }
    List<ModelDuplicates> models = new ArrayList<>();
    datanets.forEach(
        (model, each) -> models.add(new ModelDuplicates(model, each, groups.get(model))));
    return models;
  }

  private boolean isInForce(Row row) {
    String setting = InfluenceSetting.of(policy.attributionOf(row.getAs("model_id"))).key();
    return setting.equals(row.getAs("setting"));
  }

  private static Group group(Row row) {
    return new Group(
        row.getAs("leader_datanet_id"),
        row.getAs("leader_contribution_id"),
        row.getAs("leader_contributor_id"),
        row.<Long>getAs("exact"),
        row.<Long>getAs("near"),
        row.getList(row.fieldIndex("copiers")),
        row.<Integer>getAs("copier_count"));
  }
}

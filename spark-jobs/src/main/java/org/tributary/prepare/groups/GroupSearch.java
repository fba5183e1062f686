package org.tributary.prepare.groups;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.tributary.influence.groups.BandPlan;
import org.tributary.influence.groups.GroupRow;
import org.tributary.influence.groups.Leaders;
import org.tributary.influence.groups.Membership;
import org.tributary.influence.groups.Nearness;
import org.tributary.session.SqlFile;

/**
 * Finds the duplicates of a training set, and who speaks for each: the rule of {@link Leaders} for
 * training sets of any size.
 *
 * <p>What is found is a function of the rows alone, whatever the partitions: exact duplicates by
 * content first; the others are put in order of acceptance, and of those that are evidence ({@link
 * Nearness#isEvidence}) each joins the earliest leader that it is near <i>and shares a bucket
 * with</i> ({@link org.tributary.influence.groups.Buckets}, of a plan made for their number), or
 * leads itself. Up to {@link BandPlan#ONE_BUCKET} rows share one bucket, so none is missed. No task
 * holds more than the leaders of a bucket and a few rows for each.
 *
 * <p>The rows should be whitened by the model's curvature. Raw gradients of different examples of
 * one class point in nearly one direction: in the sample world a third of all images would be taken
 * for copies, and preconditioned not one ({@code CopiesTest}).
 */
public final class GroupSearch implements AutoCloseable {
  private static final StructType MEMBER =
      StructType.fromDDL(
          "datanet_id STRING, contribution_id STRING, contributor_id STRING,"
              + " leader_datanet_id STRING, leader_contribution_id STRING,"
              + " leader_contributor_id STRING, reason STRING, cosine_ppm INT");

  /** What the driver takes to spare a small model the rounds. */
  private static final long FEW_BYTES = 16L << 20;

  private final Dataset<Row> rows;
  private final Nearness nearness;
  private final SparkSession spark;
  private NearSearch near;

  private GroupSearch(Dataset<Row> rows, Nearness nearness) {
    this.rows = rows;
    this.nearness = nearness;
    this.spark = rows.sparkSession();
  }

  /**
   * A search among the contributions of one training set.
   *
   * @param rows {@code datanet_id, contribution_id, contributor_id STRING, content_sha256 STRING,
   *     accepted_at TIMESTAMP, earns BOOLEAN, q BINARY}, none null, one row per contribution, all q
   *     of one length; read several times, so a table or persisted
   * @param cosinePpm cosine from which rows are near each other; 1,000,000: only content counts
   */
  public static GroupSearch among(Dataset<Row> rows, int cosinePpm) {
    return new GroupSearch(rows, Nearness.of(cosinePpm));
  }

  /**
   * All duplicates, in no order: {@code datanet_id, contribution_id, contributor_id,
   * leader_datanet_id, leader_contribution_id, leader_contributor_id, reason STRING, cosine_ppm
   * INT}, the columns of {@code contribution_groups}. To be read before the search is closed.
   */
  public Dataset<Row> members() {
    long count = rows.count();
    if (count == 0) {
      return spark.createDataFrame(List.of(), MEMBER);
    }
    int dimension = rows.select("q").first().<byte[]>getAs(0).length;
    return count <= BandPlan.ONE_BUCKET && count * dimension <= FEW_BYTES
        ? inMemory()
        : inBuckets(dimension);
  }

  private Dataset<Row> inMemory() {
    List<GroupRow> few = rows.collectAsList().stream().map(GroupSearch::groupRow).toList();
    return spark.createDataFrame(
        Leaders.of(few, nearness.cosinePpm()).memberships().stream()
            .map(GroupSearch::memberRow)
            .toList(),
        MEMBER);
  }

  /** The search in buckets, however few the rows are. */
  Dataset<Row> inBuckets(int dimension) {
    close();
    rows.createOrReplaceTempView("groups_rows");
    Dataset<Row> contents = sql("contents.sql");
    near = new NearSearch(contents.where("original IS NULL"), nearness, dimension);
    near.followers().createOrReplaceTempView("groups_near");
    contents.createOrReplaceTempView("groups_contents");
    return sql("members.sql");
  }

  private Dataset<Row> sql(String file) {
    return spark.sql(SqlFile.read(GroupSearch.class, file));
  }

  private static GroupRow groupRow(Row row) {
    Instant accepted = row.<Timestamp>getAs("accepted_at").toInstant();
    return new GroupRow(
        row.getAs("datanet_id"),
        row.getAs("contribution_id"),
        row.getAs("contributor_id"),
        row.getAs("content_sha256"),
        ChronoUnit.MICROS.between(Instant.EPOCH, accepted),
        row.<Boolean>getAs("earns"),
        row.getAs("q"));
  }

  private static Row memberRow(Membership each) {
    return RowFactory.create(
        each.member().datanetId(),
        each.member().contributionId(),
        each.member().contributorId(),
        each.leader().datanetId(),
        each.leader().contributionId(),
        each.leader().contributorId(),
        each.reason().name(),
        each.cosinePpm().isPresent() ? (Integer) each.cosinePpm().getAsInt() : null);
  }

  /** Releases what the search holds on the executors. */
  @Override
  public void close() {
    if (near != null) {
      near.close();
      near = null;
    }
  }
}

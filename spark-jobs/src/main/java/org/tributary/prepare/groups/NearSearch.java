package org.tributary.prepare.groups;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.influence.groups.BandPlan;
import org.tributary.influence.groups.BucketScan;
import org.tributary.influence.groups.Buckets;
import org.tributary.influence.groups.Decisions;
import org.tributary.influence.groups.Nearness;
import org.tributary.session.SqlFile;

/**
 * Finds, among rows of different content, those that are near a leader with which they share a
 * bucket.
 *
 * <p>Rows get their rank in acceptance order; from then on the driver knows them by rank alone, two
 * bits each ({@link Decisions}). Rounds decide who leads: every bucket is read in order ({@link
 * BucketScan}), what buckets saw of a row is put together, and rows are decided in order; rows that
 * don't lead are left out of the next round. Then each of them looks for its leader.
 */
final class NearSearch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NearSearch.class);

  private static final StructType RANKED =
      StructType.fromDDL(
          "rank INT, datanet_id STRING, contribution_id STRING, contributor_id STRING,"
              + " earns BOOLEAN, q BINARY");
  private static final StructType PLACE =
      StructType.fromDDL("bucket LONG, rank INT, earns BOOLEAN");
  private static final StructType SIGHT =
      StructType.fromDDL("rank INT, near ARRAY<INT>, complete BOOLEAN");
  private static final StructType FOLLOWER =
      StructType.fromDDL("rank INT, leader_rank INT, cosine_ppm INT");

  private final SparkSession spark;
  private final Nearness nearness;
  private final Dataset<Row> ranked;
  private final Dataset<Row> places;

  /**
   * @param rows {@code accepted_at, datanet_id, contribution_id, contributor_id, earns, q}
   */
  NearSearch(Dataset<Row> rows, Nearness nearness, int dimension) {
    this.spark = rows.sparkSession();
    this.nearness = nearness;
    this.ranked = ranked(rows).persist(StorageLevel.MEMORY_AND_DISK());
    BandPlan plan = BandPlan.of(ranked.count(), nearness);
    this.places = places(Buckets.of(plan, dimension)).persist(StorageLevel.MEMORY_AND_DISK());
    LOG.info("Near-duplicates: {} bands of {} bits", plan.bands(), plan.bits());
  }

  /** {@code datanet_id, contribution_id, leader_..., cosine_ppm} of each row that doesn't lead. */
  Dataset<Row> followers() {
    Decisions decisions = decide();
    Dataset<Row> follow =
        places.filter(
            (FilterFunction<Row>) row -> !row.getBoolean(2) || decisions.follows(row.getInt(1)));
    Dataset<Row> theirs = places.join(follow.select("bucket").distinct(), "bucket");
    read(theirs, (scan, row) -> follower(scan, row, decisions), FOLLOWER)
        .createOrReplaceTempView("groups_followers");
    ranked.createOrReplaceTempView("groups_ranked");
    return spark.sql(SqlFile.read(NearSearch.class, "followers.sql"));
  }

  private static Row follower(BucketScan scan, BucketRows.Place row, Decisions decisions) {
    if (row.earns() && !decisions.follows(row.rank())) {
      scan.leader(row.rank(), row.q());
      return null;
    }
    int[] leader = scan.leaderOf(row.q());
    return leader == null ? null : RowFactory.create(row.rank(), leader[0], leader[1]);
  }

  private Dataset<Row> ranked(Dataset<Row> rows) {
    Nearness near = nearness;
    JavaRDD<Row> ordered =
        rows.filter((FilterFunction<Row>) row -> near.isEvidence(row.<byte[]>getAs("q")))
            .sort("accepted_at", "datanet_id", "contribution_id")
            .select("datanet_id", "contribution_id", "contributor_id", "earns", "q")
            .toJavaRDD()
            .zipWithIndex()
            .map(
                each ->
                    RowFactory.create(
                        Math.toIntExact(each._2()),
                        each._1().get(0),
                        each._1().get(1),
                        each._1().get(2),
                        each._1().get(3),
                        each._1().get(4)));
    return spark.createDataFrame(ordered, RANKED);
  }

  private Dataset<Row> places(Buckets buckets) {
    ranked
        .select("rank", "earns", "q")
        .flatMap(
            (FlatMapFunction<Row, Row>)
                row -> {
                  List<Row> each = new ArrayList<>();
                  for (long bucket : buckets.of(row.<byte[]>getAs(2))) {
                    each.add(RowFactory.create(bucket, row.get(0), row.get(1)));
                  }
                  return each.iterator();
                },
            Encoders.row(PLACE))
        .createOrReplaceTempView("groups_places");
    return spark.sql(SqlFile.read(NearSearch.class, "shared.sql"));
  }

  private Decisions decide() {
    Decisions decisions = new Decisions();
    Dataset<Row> accepted = places.where("earns");
    round(decisions, accepted, (scan, row) -> sight(scan, row));
    int rounds = 1;
    while (decisions.anyWaits()) {
      Decisions known = decisions.copy();
      Dataset<Row> waiting =
          accepted.filter((FilterFunction<Row>) row -> known.waits(row.getInt(1)));
      Dataset<Row> left =
          accepted
              .filter((FilterFunction<Row>) row -> !known.follows(row.getInt(1)))
              .join(waiting.select("bucket").distinct(), "bucket");
      round(
          decisions,
          left,
          (scan, row) -> known.waits(row.rank()) ? sight(scan, row) : leader(scan, row));
      rounds++;
    }
    LOG.info("Near-duplicates: leaders found in {} rounds", rounds);
    return decisions;
  }

  /** Reads buckets in order, and decides rows in order. */
  private void round(Decisions decisions, Dataset<Row> places, BucketRows.Reader reader) {
    read(places, reader, SIGHT).createOrReplaceTempView("groups_sights");
    String merged =
        SqlFile.read(NearSearch.class, "sights.sql")
            .replace("${enough}", Integer.toString(BucketScan.ENOUGH));
    Iterator<Row> sights = spark.sql(merged).toLocalIterator();
    while (sights.hasNext()) {
      Row row = sights.next();
      int[] near = row.<Integer>getList(1).stream().mapToInt(Integer::intValue).toArray();
      decisions.tell(row.getInt(0), near, row.getBoolean(2));
    }
    decisions.endRound();
  }

  /** Reads places with their rows, each bucket in one task, one after the other, by rank. */
  private Dataset<Row> read(Dataset<Row> places, BucketRows.Reader reader, StructType type) {
    Nearness near = nearness;
    return places
        .select("bucket", "rank")
        .join(ranked.select("rank", "earns", "q"), "rank")
        .select("bucket", "rank", "earns", "q")
        .repartition(col("bucket"))
        .sortWithinPartitions("bucket", "rank")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new BucketRows(rows, near, reader),
            Encoders.row(type));
  }

  private static Row leader(BucketScan scan, BucketRows.Place row) {
    scan.leader(row.rank(), row.q());
    return null;
  }

  private static Row sight(BucketScan scan, BucketRows.Place row) {
    BucketScan.Sight sight = scan.undecided(row.rank(), row.q());
    if (sight.isClear()) {
      return null;
    }
    Integer[] near = new Integer[sight.near().length];
    for (int i = 0; i < near.length; i++) {
      near[i] = sight.near()[i];
    }
    return RowFactory.create(row.rank(), near, sight.complete());
  }

  @Override
  public void close() {
    places.unpersist();
    ranked.unpersist();
  }
}

package org.tributary.prepare.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.influence.groups.GroupWorlds.BOUND;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.tributary.influence.groups.GroupRow;
import org.tributary.influence.groups.GroupWorlds;
import org.tributary.influence.groups.Leaders;
import org.tributary.influence.groups.Membership;
import org.tributary.session.SharedSpark;

class GroupSearchTest {
  private static final int DIMENSION = 64;
  private static final StructType TYPE =
      StructType.fromDDL(
          "datanet_id STRING, contribution_id STRING, contributor_id STRING,"
              + " content_sha256 STRING, accepted_at TIMESTAMP, earns BOOLEAN, q BINARY");

  @Test
  void bucketsFindWhatTheTwinFindsHoweverTheRowsArePartitioned() {
    List<GroupRow> rows = GroupWorlds.random(3, 1_500, DIMENSION);
    TreeSet<String> twin = BucketTwin.members(rows, BOUND);
    for (int partitions : new int[] {1, 5}) {
      assertThat(inBuckets(dataset(rows).repartition(partitions)))
          .as("%d partitions", partitions)
          .isEqualTo(twin);
    }
    assertThat(twin).hasSizeGreaterThan(400);
  }

  @Test
  void fewRowsAreComparedInMemoryWithTheSameResult() {
    List<GroupRow> rows = GroupWorlds.random(4, 200, DIMENSION);
    TreeSet<String> leaders = texts(Leaders.of(rows, BOUND).memberships());
    assertThat(inBuckets(dataset(rows))).isEqualTo(leaders);
    assertThat(BucketTwin.members(rows, BOUND)).isEqualTo(leaders);
    try (GroupSearch search = GroupSearch.among(dataset(rows), BOUND)) {
      assertThat(texts(search.members())).isEqualTo(leaders);
    }
    try (GroupSearch copies = GroupSearch.among(dataset(rows), 1_000_000)) {
      assertThat(texts(copies.inBuckets(DIMENSION)))
          .as("only content counts")
          .isEqualTo(texts(Leaders.of(rows, 1_000_000).memberships()))
          .isNotEmpty();
    }
    try (GroupSearch none = GroupSearch.among(dataset(List.of()), BOUND)) {
      assertThat(none.members().collectAsList()).isEmpty();
    }
  }

  /** Of two near-copies only about half the pairs are near, so there are several leaders. */
  @Test
  void aFloodOfNearCopiesHasFewLeaders() {
    List<GroupRow> rows = flood(5_000, 1_000);
    TreeSet<String> members = inBuckets(dataset(rows));
    assertThat(members).isEqualTo(BucketTwin.members(rows, BOUND)).hasSizeGreaterThan(4_900);
    assertThat(members.stream().map(each -> each.split(" ")[4]).distinct().count())
        .isBetween(5L, 99L);
  }

  private static List<GroupRow> flood(int copies, int others) {
    Random random = new Random(5);
    byte[] source = noisy(new byte[DIMENSION], 40, random);
    List<GroupRow> rows = new ArrayList<>();
    for (int i = 0; i < copies + others; i++) {
      byte[] q =
          i % 6 == 0 && rows.size() < 6 * others
              ? noisy(new byte[DIMENSION], 40, random)
              : noisy(source, 9, random);
      rows.add(new GroupRow("net", "row-" + i, "who", "content-" + i, i, true, q));
    }
    return rows;
  }

  private static byte[] noisy(byte[] source, double sigma, Random random) {
    byte[] q = source.clone();
    for (int j = 0; j < q.length; j++) {
      q[j] = (byte) Math.max(-127, Math.min(127, q[j] + Math.rint(sigma * random.nextGaussian())));
    }
    return q;
  }

  private static Dataset<Row> dataset(List<GroupRow> rows) {
    return SharedSpark.session()
        .createDataFrame(rows.stream().map(GroupSearchTest::sparkRow).toList(), TYPE);
  }

  private static Row sparkRow(GroupRow row) {
    return RowFactory.create(
        row.datanetId(),
        row.contributionId(),
        row.contributorId(),
        row.contentSha256(),
        Timestamp.from(Instant.EPOCH.plus(row.acceptedAt(), ChronoUnit.MICROS)),
        row.accepted(),
        row.q());
  }

  private static TreeSet<String> inBuckets(Dataset<Row> rows) {
    try (GroupSearch search = GroupSearch.among(rows, BOUND)) {
      return texts(search.inBuckets(DIMENSION));
    }
  }

  private static TreeSet<String> texts(Dataset<Row> members) {
    TreeSet<String> texts = new TreeSet<>();
    members.collectAsList().forEach(row -> texts.add(row.mkString(" ")));
    return texts;
  }

  static TreeSet<String> texts(List<Membership> memberships) {
    TreeSet<String> texts = new TreeSet<>();
    for (Membership each : memberships) {
      texts.add(
          String.join(
              " ",
              each.member().datanetId(),
              each.member().contributionId(),
              each.member().contributorId(),
              each.leader().datanetId(),
              each.leader().contributionId(),
              each.leader().contributorId(),
              each.reason().name(),
              each.cosinePpm().isPresent() ? "" + each.cosinePpm().getAsInt() : "null"));
    }
    return texts;
  }
}

package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.ledger.Transaction;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.table.TableDefinition;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SharedSpark;

/**
 * A thousand random worlds, each with what was posted the night before: Spark, the in-memory twin
 * and SQL on DuckDB give the same entitlements and the same entries.
 */
class ThousandWorldsTest {
  private static final long SEED = 20260601;
  private static final String RUN_ID = "00000000000000bb";

  /** An amount times 10^15 has to fit DuckDB's HUGEINT. */
  private static final BigInteger MOST_FEE = BigInteger.TEN.pow(15);

  /** The key that table entitlements declares. */
  private static final String[] KEY =
      TableDefinition.load(Tables.ENTITLEMENTS).key().toArray(String[]::new);

  private static final PolicyBook POLICIES = RandomWorlds.policies(SEED);
  private static final MemoryTwin TWIN = new MemoryTwin(POLICIES, RandomWorlds.CLOSE, RUN_ID);
  private static final List<World> WORLDS = new ArrayList<>();
  private static final List<Transaction> POSTED = new ArrayList<>();
  private static World packed;
  private static Computed spark;

  @TempDir Path folder;

  private record Computed(List<String> entitlements, List<String> keys, List<Row> entries) {
    List<String> entryLines(String... columns) {
      return WorldRows.lines(entries, AllocateRows.ENTRY, columns);
    }
  }

  @BeforeAll
  static void computeOnSpark() {
    for (int number = 0; number < RandomWorlds.COUNT; number++) {
      World world = RandomWorlds.world(number, SEED, MOST_FEE);
      WORLDS.add(world);
      World before = RandomWorlds.before(world, number, SEED);
      POSTED.addAll(
          new MemoryTwin(POLICIES, RandomWorlds.CLOSE.minusDays(1), "00000000000000aa")
              .transactions(TWIN.entitlements(before), List.of()));
    }
    packed = World.packed(WORLDS);
    spark = inPartitions(7);
  }

  @AfterAll
  static void letGo() {
    WORLDS.clear();
    POSTED.clear();
    packed = null;
    spark = null;
  }

  @Test
  void sparkEqualsTheTwinWorldByWorld() {
    List<Row> entitlements = new ArrayList<>();
    for (World world : WORLDS) {
      TWIN.entitlements(world).forEach(e -> entitlements.add(AllocateRows.entitlement(e)));
    }
    assertThat(spark.entitlements())
        .hasSizeGreaterThan(20_000)
        .isEqualTo(WorldRows.lines(entitlements, AllocateRows.ENTITLEMENT));

    List<Row> entries = new ArrayList<>();
    for (Transaction transaction : TWIN.transactions(TWIN.entitlements(packed), POSTED)) {
      String policyId = POLICIES.inForceOn(transaction.id().logDate()).policyId();
      transaction
          .entries()
          .forEach(
              entry ->
                  entries.add(
                      AllocateRows.entry(transaction, entry, RandomWorlds.CLOSE, policyId)));
    }
    assertThat(spark.entryLines())
        .hasSizeGreaterThan(10_000)
        .isEqualTo(WorldRows.lines(entries, AllocateRows.ENTRY));
  }

  @Test
  void sqlSaysTheSame() throws Exception {
    try (SqlOracle oracle = new SqlOracle(folder, RandomWorlds.CLOSE)) {
      oracle.load(packed, POLICIES, WorldRows.entries(POSTED, RandomWorlds.CLOSE.minusDays(1)));
      assertThat(spark.entitlements()).isEqualTo(oracle.entitlements());
      assertThat(
              spark.entryLines(
                  "log_date",
                  "token_id",
                  "account",
                  "role",
                  "model_id",
                  "datanet_id",
                  "amount",
                  "reason_code",
                  "policy_id"))
          .isEqualTo(oracle.entries());
    }
  }

  /** A hold, a cap and a report take a row of the key for all that there is of it. */
  @Test
  void theKeyOfAnEntitlementStandsOnce() {
    assertThat(spark.keys()).hasSize(spark.entitlements().size()).doesNotHaveDuplicates();
  }

  /** What isn't in the worlds isn't compared. */
  @Test
  void theWorldsHaveAllOfIt() {
    for (Role role : Role.values()) {
      assertThat(spark.entitlements().stream().anyMatch(line -> line.contains("|" + role + "|")))
          .as(role.name())
          .isEqualTo(role.isEntitled());
    }
    for (String reason :
        List.of(
            "MODEL_CHAIN_CYCLE",
            "MODEL_CHAIN_TOO_LONG",
            "NO_AGENT_RUN",
            "NO_CURATOR",
            "NO_DATANET",
            "NO_WORTH",
            "NO_STEPS",
            "DECLARED_NO_SKETCH",
            "DECLARED_NO_CURATOR",
            "DECLARED_NO_WORTH",
            "FLAT_SHARE",
            "RUN_FAILED",
            "RUN_FAILED_HELD",
            "RUN_DISPUTED")) {
      assertThat(spark.entitlements()).anyMatch(line -> line.contains("|" + reason + "|"));
    }
  }

  @Test
  void partitionsChangeNothing() {
    Computed onePartition = inPartitions(1);
    assertThat(onePartition.entitlements()).isEqualTo(spark.entitlements());
    assertThat(onePartition.entryLines()).isEqualTo(spark.entryLines());
  }

  private static Computed inPartitions(int partitions) {
    SparkSession session = SharedSpark.session();
    String before = session.conf().get("spark.sql.shuffle.partitions");
    session.conf().set("spark.sql.adaptive.coalescePartitions.enabled", "false");
    session.conf().set("spark.sql.shuffle.partitions", partitions);
    try {
      return compute(partitions);
    } finally {
      session.conf().set("spark.sql.shuffle.partitions", before);
      session.conf().unset("spark.sql.adaptive.coalescePartitions.enabled");
    }
  }

  private static Computed compute(int partitions) {
    Dataset<Row> entitlements =
        EntitlementRows.of(
                new IncomeRows(
                    rows(WorldRows.inferences(packed), WorldRows.INFERENCE, partitions),
                    rows(WorldRows.agentRuns(packed), WorldRows.AGENT_RUN, partitions),
                    rows(WorldRows.batches(packed), WorldRows.BATCH, partitions)),
                rows(WorldRows.attribution(packed), WorldRows.ATTRIBUTION, partitions),
                new WaterfallSplit(POLICIES, packed.owners(), packed.datanets(), packed.worths()))
            .persist();
    Dataset<Row> entries =
        ProposedRows.of(
            entitlements,
            rows(
                WorldRows.entries(POSTED, RandomWorlds.CLOSE.minusDays(1)),
                AllocateRows.ENTRY,
                partitions),
            POLICIES,
            RUN_ID,
            RandomWorlds.CLOSE);
    List<Row> entitled = entitlements.collectAsList();
    Computed computed =
        new Computed(
            WorldRows.lines(entitled, AllocateRows.ENTITLEMENT),
            WorldRows.lines(entitled, AllocateRows.ENTITLEMENT, KEY),
            entries.collectAsList());
    entitlements.unpersist();
    return computed;
  }

  private static Dataset<Row> rows(List<Row> rows, StructType schema, int partitions) {
    return SharedSpark.session()
        .createDataFrame(rows, schema)
        .repartition(partitions)
        .where(functions.col("log_date").leq(functions.lit(RandomWorlds.CLOSE)));
  }
}

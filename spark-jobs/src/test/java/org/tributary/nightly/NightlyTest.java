package org.tributary.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/** The night on the tiny sample world, end to end: published once, the same bytes everywhere. */
class NightlyTest {
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";

  @TempDir private static Path folder;
  private static TinyWorld world;
  private static Warehouse warehouse;
  private static NightlyResult first;
  private static Map<String, String> files;

  @BeforeAll
  static void theFirstNight() throws IOException {
    world = TinyWorld.in(folder, 3);
    warehouse = world.at(world.copy("first"));
    first = night(warehouse).execute();
    files = TinyWorld.hashes(Path.of(first.location()));
  }

  @AfterEach
  void backToTwoPartitions() {
    SharedSpark.session().conf().set(PARTITIONS, "2");
  }

  @Test
  void aNightIsPublishedAndItsRerunPostsNothing() throws IOException {
    assertThat(first.findings()).isEmpty();
    assertThat(first.published()).isTrue();
    assertThat(first.entriesPosted()).isPositive();
    assertThat(sumsByToken(warehouse)).containsOnlyKeys("TRIB", "USDX").values().containsOnly("0");
    assertThat(files)
        .containsKeys(
            "manifest.json",
            "reports/payouts.csv",
            "reports/payouts.parquet",
            "reports/payout_lines.parquet",
            "reports/leaves.parquet",
            "reports/summary.md",
            "reports/index.html",
            "verified.sha256",
            "verify.json",
            "_SUCCESS");

    List<Row> ledger = ledger(warehouse);
    NightlyResult again =
        night(warehouse).landing(world.sample().landing().toString()).full(true).execute();
    assertThat(again.runId()).isEqualTo(first.runId());
    assertThat(again.publishedBefore()).isTrue();
    assertThat(again.entriesPosted()).isZero();
    assertThat(ledger(warehouse)).isEqualTo(ledger);
    assertThat(TinyWorld.hashes(Path.of(again.location()))).isEqualTo(files);
  }

  @Test
  void bytesDependNeitherOnPartitionsNorOnTheKernelNorOnTheProcess() throws IOException {
    assertThat(files.keySet()).anyMatch(name -> name.endsWith("tree.json"));
    assertThat(bytes("seven-partitions", "7", "reference")).isEqualTo(files);
    assertThat(bytesOfAnotherProcess("one-core", "local[1]", "openblas")).isEqualTo(files);
  }

  private static Map<String, String> bytes(String name, String partitions, String kernel)
      throws IOException {
    SharedSpark.session().conf().set(PARTITIONS, partitions);
    NightlyResult result = night(world.at(world.copy(name))).kernel(kernel).execute();
    assertThat(result.findings()).isEmpty();
    return TinyWorld.hashes(Path.of(result.location()));
  }

  /** The command line in a JVM of its own: compiled expressions and another number of cores. */
  private static Map<String, String> bytesOfAnotherProcess(
      String name, String master, String kernel) throws IOException {
    Path copy = world.copy(name);
    Path log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-D"))
        .filter(argument -> !argument.contains("surefire"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1500m",
            "-cp",
            System.getProperty("java.class.path"),
            "org.tributary.cli.Main",
            "nightly",
            "--master",
            master,
            "--kernel",
            kernel,
            "--date",
            world.lastDate().toString(),
            "--warehouse",
            copy.toString(),
            "--policy",
            world.policy()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    } catch (InterruptedException e) {
      process.destroy();
      throw new IllegalStateException(e);
    }
    Path date = copy.resolve("runs").resolve(world.lastDate().toString());
    return TinyWorld.hashes(date.resolve(Files.readString(date.resolve("current")).strip()));
  }

  private static Nightly night(Warehouse warehouse) {
    return Nightly.of(warehouse, world.lastDate(), world.policy());
  }

  private static List<Row> ledger(Warehouse warehouse) {
    return warehouse.read(Tables.LEDGER_ENTRIES).orderBy("entry_id").collectAsList();
  }

  private static Map<String, String> sumsByToken(Warehouse warehouse) {
    return warehouse
        .read(Tables.LEDGER_ENTRIES)
        .groupBy("token_id")
        .sum("amount")
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getDecimal(1).toString()));
  }
}

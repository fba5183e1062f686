package org.tributary.nightly.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.session.OutsideTools;

/**
 * The plan gate: the night of the tiny sample world under spark-submit with the settings of
 * gpu/session and the real accelerator, which explains every plan without a GPU. An operator that a
 * GPU can't run needs a line in gpu/plan-exceptions.tsv.
 */
class PlanGateTest {
  private static final Path GPU = Path.of("../gpu").toAbsolutePath().normalize();
  private static final Path PROFILE = GPU.resolve("session/spark-defaults.conf");
  private static final Path PAGE = GPU.resolve("PLAN.md");
  private static final String TESTED = "what of a night runs on a GPU";
  private static final String SHA_256 =
      "3fb3b105cd61c869f7d164e1d6b5b2dab1e5b8f1e3c7f2e8c0e0e515a13886e1";
  private static final List<String> STAGES =
      List.of(
          "ingest",
          "snapshot",
          "prepare",
          "attribute",
          "allocate",
          "settle",
          "report",
          "verify",
          "publish");

  @TempDir private static Path folder;
  private static Path rapids;

  @BeforeAll
  static void findTheAccelerator() throws IOException, NoSuchAlgorithmException {
    rapids = Path.of(System.getProperty("tributary.rapids.jar", ""));
    if (!Files.isRegularFile(rapids)) {
      OutsideTools.skip(TESTED, "the RAPIDS accelerator isn't there; run with -P plan-gate");
    }
    assertThat(sha256(rapids)).as("SHA-256 of %s", rapids).isEqualTo(SHA_256);
  }

  @Test
  void everySettingOfTheProfileIsOneOfTheAccelerators() throws IOException {
    String known;
    try (ZipFile jar = new ZipFile(rapids.toFile());
        InputStream in =
            jar.getInputStream(
                jar.getEntry("spark413/com/nvidia/spark/rapids/RapidsConf$.class"))) {
      known = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    Set<String> settings =
        Pattern.compile("^(spark\\.rapids\\.\\S+)\\s", Pattern.MULTILINE)
            .matcher(Files.readString(PROFILE))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(settings).hasSizeGreaterThan(10).allMatch(known::contains);
  }

  @Test
  void everyOperatorRunsOnAGpuOrIsAnException() throws IOException {
    // Stays there, for whoever wants to know why an operator isn't on the GPU.
    Path plans = Path.of("target/gpu-plans.txt").toAbsolutePath();
    explainTheNight(plans);
    PlanReport report = PlanReport.of(Files.readAllLines(plans));
    assertThat(report.stages()).containsAll(STAGES);
    PlanExceptions exceptions =
        PlanExceptions.of(Files.readAllLines(GPU.resolve("plan-exceptions.tsv")));
    PlanTable table = new PlanTable(report, exceptions, STAGES);
    assertThat(table.refused()).as("not on the GPU, and in no line of plan-exceptions").isEmpty();
    assertThat(exceptions.stale()).as("lines that nothing needs any more").isEmpty();
    if (Boolean.getBoolean("tributary.write.plan")) {
      Files.writeString(PAGE, table.page());
    }
    assertThat(table.page()).isEqualTo(Files.readString(PAGE));
  }

  /**
   * The accelerator's jar comes as the application's: on the plain class path it fails to load the
   * classes for this Spark. Without adaptive execution a query has one plan, which is explained
   * whole.
   */
  private static void explainTheNight(Path plans) throws IOException {
    ForkedJvm.run(
        folder.resolve("spark-submit.log"),
        "org.apache.spark.deploy.SparkSubmit",
        "--master",
        "local[2]",
        "--properties-file",
        PROFILE.toString(),
        "--conf",
        "spark.plugins=com.nvidia.spark.SQLPlugin," + GatePlugin.class.getName(),
        "--conf",
        "spark.rapids.sql.mode=explainOnly",
        "--conf",
        "spark.sql.adaptive.enabled=false",
        "--conf",
        "spark.sql.shuffle.partitions=2",
        "--conf",
        "spark.ui.enabled=false",
        "--class",
        PlanProbe.class.getName(),
        rapids.toString(),
        folder.toString(),
        plans.toString());
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

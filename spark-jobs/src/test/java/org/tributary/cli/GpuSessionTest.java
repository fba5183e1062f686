package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./tributary --gpu} hands to spark-submit, and what it says where it can't. */
class GpuSessionTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path SESSION = ROOT.resolve("gpu/session");
  private static final String TRIBUTARY = ROOT.resolve("tributary").toString();

  @TempDir Path folder;

  /** What a program printed, both ways, and how it ended. */
  private record Ended(int code, String output) {}

  @Test
  void theProfileKeepsMoneyExact() throws IOException {
    assertThat(properties("spark-defaults.conf"))
        .containsEntry("spark.plugins", "com.nvidia.spark.SQLPlugin")
        .containsEntry("spark.sql.ansi.enabled", "true")
        .containsEntry("spark.rapids.sql.decimalOverflowGuarantees", "true")
        .containsEntry("spark.rapids.sql.incompatibleOps.enabled", "false")
        .containsEntry("spark.rapids.sql.variableFloatAgg.enabled", "false")
        .containsEntry("spark.rapids.sql.improvedFloatOps.enabled", "false")
        .containsEntry("spark.rapids.sql.castFloatToDecimal.enabled", "false")
        // Master local[*] knows no resources: a task that asks for one would wait for ever.
        .doesNotContainKeys("spark.task.resource.gpu.amount", "spark.executor.resource.gpu.amount");
  }

  @Test
  void aClustersTasksShareTheExecutorsGpu() throws IOException {
    Map<String, String> cluster = properties("cluster.conf");
    assertThat(cluster)
        .containsEntry("spark.executor.resource.gpu.amount", "1")
        .containsEntry(
            "spark.resources.discoveryPlugin", "com.nvidia.spark.ExclusiveModeGpuDiscoveryPlugin");
    int cores = Integer.parseInt(cluster.get("spark.executor.cores"));
    assertThat(Double.parseDouble(cluster.get("spark.task.resource.gpu.amount")) * cores)
        .isEqualTo(1);
  }

  @Test
  void onOneMachineTheSessionIsPassedWithoutResources() throws Exception {
    List<String> arguments = submitted(Map.of(), "--gpu=explain", "ledger", "balance");
    assertThat(arguments)
        .containsSequence("--master", "local[*]")
        .containsSequence("--properties-file", SESSION.resolve("spark-defaults.conf").toString())
        .containsSequence("--jars", jar().toString())
        .containsSequence("--conf", "spark.rapids.sql.mode=explainOnly")
        .endsWith(ROOT.resolve("spark-jobs/target/tributary.jar").toString(), "ledger", "balance")
        .noneMatch(argument -> argument.contains("resource"));
  }

  @Test
  void onAClusterExecutorsGetTheirGpus() throws Exception {
    List<String> arguments =
        submitted(Map.of("TRIBUTARY_MASTER", "spark://there:7077"), "--gpu", "ledger", "balance");
    assertThat(arguments)
        .containsSequence("--master", "spark://there:7077")
        .contains(
            "spark.executor.resource.gpu.amount=1",
            "spark.task.resource.gpu.amount=0.0625",
            "spark.executor.resource.gpu.discoveryScript=" + SESSION.resolve("discover-gpus.sh"))
        .noneMatch(argument -> argument.contains("explainOnly"));
  }

  @Test
  void withoutAGpuItSaysSo() throws Exception {
    Ended ended = tributary(Map.of("PATH", pathWithoutGpu()), "--gpu", "demo");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output())
        .startsWith("tributary: there is no NVIDIA GPU here: nvidia-smi is missing or lists none.")
        .contains("Run without --gpu (the numbers are the same)");
  }

  @Test
  void withoutTheAcceleratorItSaysHowToGetIt() throws Exception {
    Ended ended =
        tributary(
            Map.of("TRIBUTARY_RAPIDS_JAR", folder.resolve("none.jar").toString()),
            "--gpu=explain",
            "demo");
    assertThat(ended.code()).isNotZero();
    assertThat(ended.output())
        .startsWith("tributary: the RAPIDS accelerator isn't at " + folder.resolve("none.jar"))
        .contains("dependency:get@rapids", "or set TRIBUTARY_RAPIDS_JAR to rapids-4-spark_2.13-");
  }

  @Test
  void gpusAreDiscoveredAsSparkWantsThem() throws Exception {
    String script = SESSION.resolve("discover-gpus.sh").toString();
    assertThat(run(Map.of("PATH", pathWithoutGpu()), script).output())
        .isEqualTo("{\"name\":\"gpu\",\"addresses\":[]}\n");
    program("nvidia-smi", "echo 0; echo 1");
    assertThat(run(Map.of("PATH", folder + ":" + pathWithoutGpu()), script).output())
        .isEqualTo("{\"name\":\"gpu\",\"addresses\":[\"0\",\"1\"]}\n");
  }

  @Test
  void checkStopsWhereThereIsNoGpu() throws Exception {
    Ended ended = run(Map.of("PATH", pathWithoutGpu()), ROOT.resolve("gpu/check.sh").toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output()).contains("this machine has no NVIDIA driver. Nothing was checked.");
  }

  /** Arguments that a spark-submit gets, one a line: this one prints them. */
  private List<String> submitted(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("bin"));
    program("bin/spark-submit", "printf '%s\\n' \"$@\"");
    Map<String, String> all = new TreeMap<>(environment);
    all.put("SPARK_HOME", folder.toString());
    all.put("TRIBUTARY_NO_BUILD", "1");
    all.put("TRIBUTARY_RAPIDS_JAR", jar().toString());
    Ended ended = tributary(all, arguments);
    assertThat(ended.code()).as(ended.output()).isZero();
    return ended.output().lines().toList();
  }

  /** Any file will do where nothing is loaded. */
  private static Path jar() {
    return SESSION.resolve("spark-defaults.conf");
  }

  /** The standard folders, which have no nvidia-smi where there is no GPU. */
  private static String pathWithoutGpu() {
    org.junit.jupiter.api.Assumptions.assumeFalse(
        Files.exists(Path.of("/usr/bin/nvidia-smi")), "There may be a GPU");
    return "/usr/bin:/bin";
  }

  private void program(String name, String script) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Map<String, String> properties(String file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(SESSION.resolve(file))));
    Map<String, String> map = new TreeMap<>();
    properties.forEach((key, value) -> map.put(key.toString(), value.toString().strip()));
    return map;
  }

  private static Ended tributary(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(TRIBUTARY));
    command.addAll(List.of(arguments));
    return run(environment, command.toArray(String[]::new));
  }

  private static Ended run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    List.of("SPARK_HOME", "TRIBUTARY_MASTER", "TRIBUTARY_RAPIDS_JAR")
        .forEach(builder.environment()::remove);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}

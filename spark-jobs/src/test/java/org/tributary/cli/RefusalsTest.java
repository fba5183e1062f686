package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.ingest.Ingest;
import org.tributary.sample.Sample;
import org.tributary.session.NewWarehouse;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/** What the command line refuses: a sentence, the documented exit code, and nothing written. */
class RefusalsTest {
  @TempDir private static Path folder;
  private static Sample.Result sample;
  private static Path warehouse;

  @BeforeAll
  static void ingestATinyWorld() {
    SharedSpark.session();
    sample = Sample.builder().tiny().days(2).out(folder.resolve("world")).build().execute();
    warehouse = folder.resolve("warehouse");
    Ingest.builder()
        .warehouse(new Warehouse(SharedSpark.session(), warehouse.toString()))
        .landing(sample.landing().toString())
        .build()
        .execute();
  }

  @Test
  void aDateWithoutLogs() throws IOException {
    assertRefused(nightly(warehouse, "2026-08-01", sample.policy()), 13, "2026-08-01");
  }

  @Test
  void anUnknownKey() throws IOException {
    Path policy = policy("decimals = 18", "decimals = 18, colour = blue");
    assertRefused(night(policy), 10, "tokens.TRIB.colour");
  }

  @Test
  void sharesThatDontSum() throws IOException {
    Path policy = policy("platform = 100000", "platform = 100001");
    assertRefused(night(policy), 10, "1,000,001");
  }

  @Test
  void aBadAddress() throws IOException {
    Path policy = policy("0xf4a9646C492c3AF2f51a04e9E68eF6d085F6D69a", "0xf4a9646C");
    assertRefused(night(policy), 10, "tokens.TRIB.address");
  }

  @Test
  void aWrongChecksum() throws IOException {
    Path policy =
        policy(
            "0xf4a9646C492c3AF2f51a04e9E68eF6d085F6D69a",
            "0xF4a9646C492c3AF2f51a04e9E68eF6d085F6D69a");
    assertRefused(night(policy), 10, "checksum");
  }

  @Test
  void aMissingPolicy() throws IOException {
    assertRefused(night(folder.resolve("none.conf")), 12, "none.conf");
  }

  @Test
  void aWarehouseOfAnotherVersion() throws IOException {
    Path other = copyOf("other-version");
    Files.writeString(other.resolve("warehouse.json"), "{\"engine\":\"9.9.9\",\"format\":99}");
    assertRefused(nightly(other, lastDate(), sample.policy()), 14, "99");
  }

  @Test
  void aMissingTable() throws IOException {
    Path broken = copyOf("missing-table");
    deleteBelow(broken.resolve("tables/models"));
    assertRefused(nightly(broken, lastDate(), sample.policy()), 12, "Table models is missing");
  }

  @Test
  void aWarehouseThatIsNotThere() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    assertRefused(nightly(nowhere, lastDate(), sample.policy()), 12, "nowhere");
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void aStageWithoutASnapshot() throws IOException {
    List<String> command =
        List.of("prepare", "--date", "2026-06-30", "--warehouse", warehouse.toString());
    assertRefused(command, 12, "tributary snapshot --date 2026-06-30");
  }

  @Test
  void anUnknownOption() throws IOException {
    List<String> command = new ArrayList<>(night(sample.policy()));
    command.add("--colour=blue");
    assertRefused(command, 2, "--colour=blue");
  }

  private static List<String> night(Path policy) {
    return nightly(warehouse, lastDate(), policy);
  }

  private static List<String> nightly(Path where, String date, Path policy) {
    return List.of(
        "nightly", "--date", date, "--warehouse", where.toString(), "--policy", policy.toString());
  }

  private static String lastDate() {
    return sample.lastDate().toString();
  }

  private static Path policy(String is, String instead) throws IOException {
    String text = Files.readString(sample.policy());
    assertThat(text).contains(is);
    return Files.writeString(
        Files.createTempFile(folder, "policy", ".conf"), text.replace(is, instead));
  }

  private static void assertRefused(List<String> command, int exitCode, String sentence)
      throws IOException {
    List<String> before = filesBelow(folder);
    PrintStream real = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      code = Main.run(command.toArray(new String[0]));
    } finally {
      System.setErr(real);
    }
    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(code).as(said).isEqualTo(exitCode);
    assertThat(said).contains(sentence).doesNotContain("\tat ");
    assertThat(filesBelow(folder)).isEqualTo(before);
  }

  private static List<String> filesBelow(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.map(file -> file + " " + file.toFile().lastModified()).sorted().toList();
    }
  }

  private static Path copyOf(String name) {
    Path target = folder.resolve(name);
    NewWarehouse.copy(warehouse, target);
    return target;
  }

  private static void deleteBelow(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

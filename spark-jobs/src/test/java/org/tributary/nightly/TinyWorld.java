package org.tributary.nightly;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tributary.ingest.Ingest;
import org.tributary.sample.Sample;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.session.NewWarehouse;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/**
 * The tiny sample world, ingested once: each test works on a copy of the warehouse.
 *
 * @param folder where everything is
 * @param sample what the generator wrote
 */
record TinyWorld(Path folder, Sample.Result sample) {
  static TinyWorld in(Path folder, int days) {
    Sample.Result sample =
        Sample.builder().tiny().days(days).out(folder.resolve("world")).build().execute();
    TinyWorld world = new TinyWorld(folder, sample);
    Ingest.builder()
        .warehouse(world.at(world.ingested()))
        .landing(sample.landing().toString())
        .build()
        .execute();
    return world;
  }

  LocalDate lastDate() {
    return sample.lastDate();
  }

  String policy() {
    return sample.policy().toString();
  }

  /** A copy of the ingested warehouse. */
  Path copy(String name) {
    Path target = folder.resolve(name);
    NewWarehouse.copy(ingested(), target);
    return target;
  }

  Warehouse at(Path warehouse) {
    return new Warehouse(SharedSpark.session(), warehouse.toString());
  }

  /** Adds one landing file of JSON lines to an own landing folder and returns that folder. */
  Path landing(String name, String table, List<String> lines) throws IOException {
    Path landing = folder.resolve(name);
    Files.createDirectories(landing.resolve(table));
    Files.write(landing.resolve(table).resolve(name + ".jsonl"), lines, StandardCharsets.UTF_8);
    return landing;
  }

  /** SHA-256 of every file below {@code root}, by relative path; checksums of Hadoop left out. */
  static Map<String, String> hashes(Path root) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : filesBelow(root)) {
      if (!file.getFileName().toString().endsWith(".crc")) {
        hashes.put(
            root.relativize(file).toString(), CanonicalJson.sha256(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  private Path ingested() {
    return folder.resolve("ingested");
  }

  private static List<Path> filesBelow(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }
}

package org.tributary.sample.landing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.tributary.session.ParquetTail;

/** The landing folder {@code FOLDER/<table>/<file>} and what was written to it. */
public final class LandingFolder {
  private final Path folder;
  private final List<String> files = new ArrayList<>();
  private final Map<String, Long> rows = new TreeMap<>();

  public LandingFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes {@code <table>/<name>.jsonl} of rows. */
  public void writeJson(String table, String name, Stream<Map<String, Object>> lines) {
    writeLines(table, name, lines.map(JsonLine::of).toList());
  }

  /** Writes {@code <table>/<name>.jsonl} of lines as they are. */
  public void writeLines(String table, String name, List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    try {
      Files.writeString(add(table, name + ".jsonl"), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.merge(table, (long) lines.size(), Long::sum);
  }

  /** Writes {@code <table>/<name>.parquet}; the columns are those of the resource for the table. */
  public void writeParquet(String table, String name, Stream<Map<String, Object>> lines) {
    long[] count = {0};
    try {
      Path file = add(table, name + ".parquet");
      try (ParquetWriter<Map<String, Object>> writer = ParquetRows.open(file, schema(table))) {
        lines.forEachOrdered(
            row -> {
              try {
                writer.write(row);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              count[0]++;
            });
      }
      ParquetTail.rewrite(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.merge(table, count[0], Long::sum);
  }

  /** Paths below the folder, sorted. */
  public List<String> files() {
    return files.stream().sorted().toList();
  }

  /** Rows by table, as they were written: bad and repeated ones too. */
  public Map<String, Long> rows() {
    return rows;
  }

  private Path add(String table, String name) throws IOException {
    Files.createDirectories(folder.resolve(table));
    files.add(table + "/" + name);
    return folder.resolve(table).resolve(name);
  }

  private static MessageType schema(String table) {
    String resource = "/org/tributary/sample/landing/" + table + ".schema";
    try (InputStream in = LandingFolder.class.getResourceAsStream(resource)) {
      return MessageTypeParser.parseMessageType(
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

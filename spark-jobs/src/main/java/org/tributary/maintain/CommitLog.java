package org.tributary.maintain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.tributary.session.Storage;

/**
 * A table's commits and data files, as they lie in its folder (Delta Transaction Log Protocol,
 * "Delta Log Entries").
 */
final class CommitLog {
  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem files;
  private final Path table;

  CommitLog(String location, Configuration hadoop) {
    this.table = new Path(location);
    this.files = Storage.of(table, hadoop);
  }

  /** Commits that took files out of the table. */
  List<Removal> removals() {
    List<Removal> removals = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(new Path(table, "_delta_log"))) {
        Matcher commit = COMMIT.matcher(status.getPath().getName());
        if (commit.matches()) {
          firstRemoval(status.getPath())
              .ifPresent(at -> removals.add(new Removal(Long.parseLong(commit.group(1)), at)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the log of " + table, e);
    }
    return removals;
  }

  private Optional<Instant> firstRemoval(Path commit) throws IOException {
    Optional<Instant> first = Optional.empty();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(files.open(commit), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode remove = JSON.readTree(line).path("remove");
        if (!remove.isMissingNode()) {
          Instant at = Instant.ofEpochMilli(remove.path("deletionTimestamp").asLong());
          first = first.filter(earliest -> earliest.isBefore(at)).or(() -> Optional.of(at));
        }
      }
    }
    return first;
  }

  /** Data files in the table's folder, whether its newest version has them or not. */
  long dataFiles() {
    long count = 0;
    try {
      RemoteIterator<org.apache.hadoop.fs.LocatedFileStatus> all = files.listFiles(table, true);
      while (all.hasNext()) {
        Path file = all.next().getPath();
        if (file.getName().endsWith(".parquet") && !file.toString().contains("/_delta_log/")) {
          count++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + table, e);
    }
    return count;
  }
}

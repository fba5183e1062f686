package org.tributary.reports.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Which outboxes a settlement left for, a line each, beside its approvals: an outbox knows of its
 * own exports alone, and the first settlement of a distributor fits any new one.
 */
final class Departures {
  private static final String MANIFEST = "manifestSha256";
  private static final String OUTBOX = "outbox";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Departures() {}

  /** The outboxes that a settlement left for, as they were called then; empty: none. */
  static Optional<String> of(SettlementPlace place) throws IOException {
    Path file = place.departures();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    TreeSet<String> outboxes = new TreeSet<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode json = parse(file, line);
      if (json.path(MANIFEST).asText().equals(sha256(place))) {
        outboxes.add(json.path(OUTBOX).asText());
      }
    }
    return outboxes.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", outboxes));
  }

  private static JsonNode parse(Path file, String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new TributaryException(
          ErrorCode.INPUT_INCONSISTENT,
          file
              + " has a line that is no JSON: it says which outboxes have the settlement. Restore it,"
              + " or find out what was submitted and remove it.",
          e);
    }
  }

  /**
   * Notes that a settlement leaves for an outbox; again changes nothing.
   *
   * @return what couldn't be done, where the folder can't be written: the settlement may have been
   *     handed out to be read only
   */
  static Optional<String> note(SettlementPlace place, Path outbox, String submissionSha256) {
    Path file = place.departures();
    String line =
        CanonicalJson.write(
                Map.of(
                    MANIFEST,
                    sha256(place),
                    OUTBOX,
                    outbox.toString(),
                    "submissionSha256",
                    submissionSha256))
            + "\n";
    try {
      Files.createDirectories(file.getParent());
      String before = Files.exists(file) ? Files.readString(file) : "";
      if (before.lines().noneMatch(line.strip()::equals)) {
        Files.write(
            file,
            line.getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          file + " can't be written, so nothing will stop an export of it to another outbox: " + e);
    }
  }

  private static String sha256(SettlementPlace place) {
    return CanonicalJson.sha256(place.manifest().text());
  }
}

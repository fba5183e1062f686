package org.tributary.reports.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.schemas.run.CanonicalJson;

/**
 * A line of a journal: a settlement came into a state.
 *
 * @param number of the line, from 1
 * @param at when, to the second
 * @param state into which
 * @param manifestSha256 which settlement
 * @param details what belongs to the state, by name
 * @param previous {@link #sha256} of the line before, empty in the first
 */
record JournalEntry(
    int number,
    Instant at,
    SettlementState state,
    String manifestSha256,
    SortedMap<String, String> details,
    String previous) {
  private static final ObjectMapper JSON = new ObjectMapper();

  JournalEntry {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /** The line, without its end: canonical JSON that ends in the hash of all the rest. */
  String line() {
    Map<String, Object> json = content();
    json.put("sha256", sha256());
    return CanonicalJson.write(json);
  }

  /** Hash of the line without this hash. */
  String sha256() {
    return CanonicalJson.sha256(CanonicalJson.write(content()));
  }

  private Map<String, Object> content() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", number);
    json.put("at", at.toString());
    json.put("state", state.name());
    json.put("manifestSha256", manifestSha256);
    json.put("details", details);
    json.put("previous", previous);
    return json;
  }

  /**
   * The entry of a line.
   *
   * @throws IllegalArgumentException if {@code line} isn't exactly {@link #line} of an entry
   */
  static JournalEntry parse(String line) {
    JournalEntry entry;
    try {
      JsonNode json = JSON.readTree(line);
      SortedMap<String, String> details = new TreeMap<>();
      json.path("details")
          .fields()
          .forEachRemaining(one -> details.put(one.getKey(), one.getValue().asText()));
      entry =
          new JournalEntry(
              json.path("number").asInt(),
              Instant.parse(json.path("at").asText()),
              SettlementState.valueOf(json.path("state").asText()),
              json.path("manifestSha256").asText(),
              details,
              json.path("previous").asText());
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("can't be read: " + firstLine(e), e);
    }
    if (!entry.line().equals(line)) {
      throw new IllegalArgumentException("was changed: its hash isn't that of its content");
    }
    return entry;
  }

  private static String firstLine(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage().lines().findFirst().orElse("");
  }
}

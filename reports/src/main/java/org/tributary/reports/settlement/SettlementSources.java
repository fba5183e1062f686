package org.tributary.reports.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a settlement was made from beside its policy, and when it counts.
 *
 * @param periodStart the day after the close date of the settlement before; empty: there is none,
 *     and it covers all that came before its end
 * @param validFrom before this no root of it can be in force: the end of its period, and the
 *     distributor's timelock
 * @param inputs every input table, by name
 * @param holdListSha256 of the holds and the block list in force on the close date
 */
public record SettlementSources(
    Optional<LocalDate> periodStart, Instant validFrom, List<Input> inputs, String holdListSha256) {
  /** A table at the version that the run pins. */
  public record Input(String name, long version) {}

  public SettlementSources {
    inputs = List.copyOf(inputs);
  }

  void putInto(Map<String, Object> json, LocalDate closeDate) {
    json.put("periodStart", periodStart.map(LocalDate::toString).orElse(null));
    json.put("periodEnd", closeDate.plusDays(1).toString());
    json.put("validFrom", validFrom.toString());
    json.put(
        "inputs",
        inputs.stream()
            .map(
                input ->
                    Map.<String, Object>of(
                        "name", input.name, "version", Long.toString(input.version)))
            .toList());
    json.put("holdListSha256", holdListSha256);
  }

  static SettlementSources parse(JsonNode json) {
    List<Input> inputs = new ArrayList<>();
    for (JsonNode input : json.path("inputs")) {
      inputs.add(
          new Input(input.path("name").asText(), Long.parseLong(input.path("version").asText())));
    }
    return new SettlementSources(
        Optional.ofNullable(json.path("periodStart").textValue()).map(LocalDate::parse),
        Instant.parse(json.path("validFrom").asText()),
        inputs,
        json.path("holdListSha256").asText());
  }
}

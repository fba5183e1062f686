package org.tributary.reports.payout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.schemas.run.CanonicalJson;

/**
 * {@code control_totals.json}: what came in, summed from the pinned logs themselves and not from
 * what the engine made of them, so that conservation can be checked against something independent.
 * Described by {@code schemas/files/control_totals.schema.json}.
 *
 * @param runId run
 * @param closeDate last log date
 * @param incoming by token, source kind and log date
 */
public record ControlTotals(String runId, String closeDate, List<Incoming> incoming) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public ControlTotals {
    incoming =
        incoming.stream()
            .sorted(
                Comparator.comparing(Incoming::tokenId, CodePointOrder.INSTANCE)
                    .thenComparing(Incoming::sourceKind)
                    .thenComparing(Incoming::logDate))
            .toList();
  }

  /**
   * What came in on one log date.
   *
   * @param tokenId token
   * @param sourceKind FEE (of inferences) or REWARD (of agent runs)
   * @param logDate log date
   * @param sources how many inferences or agent runs
   * @param amount sum, base units
   */
  public record Incoming(
      String tokenId, String sourceKind, String logDate, long sources, BigInteger amount) {}

  /** The canonical JSON text, with a final line feed. */
  public String toJson() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Incoming row : incoming) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("token_id", row.tokenId());
      json.put("source_kind", row.sourceKind());
      json.put("log_date", row.logDate());
      json.put("sources", row.sources());
      json.put("amount", row.amount());
      rows.add(json);
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("run_id", runId);
    root.put("close_date", closeDate);
    root.put("incoming", rows);
    return CanonicalJson.write(root) + "\n";
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when the text is no such file
   */
  public static ControlTotals parse(byte[] json) {
    try {
      JsonNode root = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      List<Incoming> incoming = new ArrayList<>();
      for (JsonNode row : root.required("incoming")) {
        incoming.add(
            new Incoming(
                row.required("token_id").asText(),
                row.required("source_kind").asText(),
                row.required("log_date").asText(),
                row.required("sources").asLong(),
                new BigInteger(row.required("amount").asText())));
      }
      return new ControlTotals(
          root.required("run_id").asText(), root.required("close_date").asText(), incoming);
    } catch (IOException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getMessage(), e);
    }
  }
}

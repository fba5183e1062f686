package org.tributary.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tributary.reports.payout.NightSummary.SettlementRoot;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.session.RunFolder;

/** The Merkle trees of a run, from the manifests in {@code settlement/}. */
final class SettlementRoots {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SettlementRoots() {}

  static List<SettlementRoot> of(RunFolder folder) {
    List<SettlementRoot> roots = new ArrayList<>();
    for (String name : folder.list("settlement")) {
      byte[] manifest = folder.read("settlement/" + name + "/manifest.json");
      try {
        JsonNode json = JSON.readTree(manifest);
        roots.add(
            new SettlementRoot(
                name,
                Optional.ofNullable(json.required("root").textValue()),
                Long.parseLong(json.required("leafCount").asText()),
                CanonicalJson.sha256(manifest)));
      } catch (IOException e) {
        throw new UncheckedIOException("Can't read the settlement manifest of " + name, e);
      }
    }
    return roots;
  }
}

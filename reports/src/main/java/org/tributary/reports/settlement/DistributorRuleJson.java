package org.tributary.reports.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;

/**
 * What a manifest says of its distributor beside the address. A distributor of which only the
 * address is known has no such block.
 */
final class DistributorRuleJson {
  private DistributorRuleJson() {}

  static Map<String, Object> write(DistributorRule rule) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", rule.kind().text());
    json.put("timelockSeconds", Long.toString(rule.timelockSeconds()));
    json.put("safe", rule.safe().isEmpty() ? null : rule.safe());
    json.put("batchSize", Integer.toString(rule.batchSize()));
    json.put("claims", rule.claims().text());
    json.put("format", rule.format().text());
    return json;
  }

  static DistributorRule read(String address, JsonNode json) {
    if (json.isMissingNode()) {
      return DistributorRule.plain(address);
    }
    JsonNode safe = json.path("safe");
    DistributorRule rule =
        new DistributorRule(
            DistributorKind.valueOf(constant(json, "kind")),
            address,
            Long.parseLong(SettlementManifest.text(json, "timelockSeconds")),
            safe.isNull() ? "" : SettlementManifest.text(json, "safe"),
            Integer.parseInt(SettlementManifest.text(json, "batchSize")),
            DistributorRule.Claims.valueOf(constant(json, "claims")),
            DistributorRule.Format.valueOf(constant(json, "format")));
    boolean fits = rule.batchSize() >= 1 && rule.batchSize() <= DistributorRule.MOST_BATCH_SIZE;
    if (!fits || (!rule.safe().isEmpty() && !Eip55.isValid(rule.safe()))) {
      throw new IllegalArgumentException("there can't be a distributor like " + rule);
    }
    return rule;
  }

  private static String constant(JsonNode json, String key) {
    return SettlementManifest.text(json, key).toUpperCase(Locale.ROOT).replace('-', '_');
  }
}

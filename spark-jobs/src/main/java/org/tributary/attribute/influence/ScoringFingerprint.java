package org.tributary.attribute.influence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tributary.attribute.LoggedPartition;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.run.CanonicalJson;

/** Hash of all that the values of a partition are computed from. */
final class ScoringFingerprint {
  /** Change it with every change of what is computed from the same inputs. */
  private static final int ALGORITHM = 2;

  private ScoringFingerprint() {}

  static String of(LoggedPartition logged, AttributionRule rule, PreparedIndex.Prepared prepared) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("algorithm", ALGORITHM);
    content.put("engine", EngineVersion.ENGINE);
    content.put("log", logged.digest());
    content.put("evidence_rows", rule.influence().evidenceRows());
    content.put("setting", prepared.setting());
    content.put("prepared", prepared.fingerprint());
    return CanonicalJson.sha256(CanonicalJson.write(content));
  }
}

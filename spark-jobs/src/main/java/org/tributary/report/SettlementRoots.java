package org.tributary.report;

import java.util.ArrayList;
import java.util.List;
import org.tributary.reports.payout.NightSummary.SettlementRoot;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.session.RunFolder;

/** The Merkle trees of a run, from the manifests in {@code settlement/}. */
final class SettlementRoots {
  private static final String FOLDER = "settlement";

  private SettlementRoots() {}

  static List<SettlementRoot> of(RunFolder folder) {
    List<SettlementRoot> roots = new ArrayList<>();
    for (String name : folder.list(FOLDER)) {
      byte[] bytes = folder.read(FOLDER + "/" + name + "/" + SettlementManifest.PATH);
      SettlementManifest manifest = SettlementManifest.parse(bytes);
      roots.add(
          new SettlementRoot(
              name, manifest.root(), manifest.leafCount(), CanonicalJson.sha256(bytes)));
    }
    return roots;
  }
}

package org.tributary.reports.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.run.CanonicalJson;

/**
 * A settlement that was exported or published before the one that is checked.
 *
 * @param settlement its folder
 */
record Predecessor(Path settlement) {
  /** Why nothing can be compared with it. */
  Optional<Finding> wrong() {
    if (!Files.exists(settlement.resolve(SettlementManifest.PATH))) {
      return Optional.of(
          finding(
              "can't be compared with: it has no manifest.json. Name the folder that was exported"
                  + " or published before"));
    }
    return SettlementCheck.check(settlement, Optional.empty()).stream()
        .findFirst()
        .map(
            first ->
                finding(
                    "can't be compared with, since it isn't right: "
                        + first.sentence()
                        + " Restore it from a copy"));
  }

  private Finding finding(String rest) {
    return SubmissionCheck.finding(settlement.toString(), rest);
  }

  /** Whether the manifest names it as the settlement directly before. */
  boolean isNamedBy(SettlementManifest manifest) {
    try {
      String sha256 =
          CanonicalJson.sha256(Files.readAllBytes(settlement.resolve(SettlementManifest.PATH)));
      return manifest
          .header()
          .previous()
          .filter(of -> of.manifestSha256().equals(sha256))
          .isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + settlement, e);
    }
  }

  /**
   * What a later settlement takes away from it or would pay again. Runs that nobody exported may
   * lie between the two: then the leaves alone are compared.
   *
   * @param later folder of the later one
   * @param prefix of the files that findings name
   */
  List<Finding> brokenBy(Path later, String prefix) {
    SettlementManifest before = SettlementPlace.manifest(settlement);
    SettlementManifest now = SettlementPlace.manifest(later);
    DistributorKind kind = now.header().rule().kind();
    String manifest = prefix + SettlementManifest.PATH;
    String cannot = "can't follow " + before.header().settlementId();
    if (!before.header().folder().equals(now.header().folder())
        || before.header().closeDate().isAfter(now.header().closeDate())) {
      return List.of(
          SubmissionCheck.finding(manifest, cannot + ": another distributor, or earlier"));
    }
    if (!kind.follows(before.header().rule().kind())) {
      return List.of(
          SubmissionCheck.finding(manifest, cannot + ": what stands there is another kind"));
    }
    List<Finding> findings = new ArrayList<>();
    for (Continuity.Break broken :
        Continuity.breaks(kind, LeafBook.of(settlement), LeafBook.of(later))) {
      // Others may have been exported between the two; whether they were, the gate has looked at.
      if (broken.gap() != Continuity.Gap.LEFT_OUT) {
        findings.add(SubmissionCheck.finding(prefix + "leaves.csv", sentence(broken)));
      }
    }
    return findings;
  }

  private static String sentence(Continuity.Break broken) {
    return broken.gap() == Continuity.Gap.LOWERED
        ? "lowers %s from the published %s to %s"
            .formatted(broken.key(), broken.before(), broken.now())
        : "would pay twice: " + broken;
  }
}

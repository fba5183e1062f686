package org.tributary.snapshot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyBooks;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifestJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.OpenRun;
import org.tributary.session.RunChain;
import org.tributary.session.RunFolder;
import org.tributary.session.Warehouse;
import org.tributary.session.WarehouseFormat;

/**
 * The files of policies that published runs settled log dates under. A policy is never edited after
 * use: whoever changes one all the same says so, and table {@code policy_overrides} keeps the name
 * and the reason.
 */
public final class SettledPolicies {
  private final Warehouse warehouse;
  private final PolicyBook policies;

  SettledPolicies(Warehouse warehouse, PolicyBook policies) {
    this.warehouse = warehouse;
    this.policies = policies;
  }

  /** What {@code path}, a policy file or a folder of them, changes in {@code warehouse}. */
  public static SettledPolicies of(Warehouse warehouse, String path) {
    WarehouseFormat.check(warehouse);
    return new SettledPolicies(
        warehouse,
        PolicyBooks.load(
            PolicyFiles.read(warehouse.spark().sparkContext().hadoopConfiguration(), path)));
  }

  /**
   * Records that the changes may stand.
   *
   * @return a sentence for each that was recorded now
   * @throws TributaryException USAGE where nobody or no reason is named
   */
  public List<String> approve(String approvedBy, String reason) {
    if (approvedBy.isBlank() || reason.isBlank()) {
      throw new TributaryException(
          ErrorCode.USAGE, "An override needs a name and a reason that aren't blank.");
    }
    warehouse.createIfMissing(Tables.LEDGER_ENTRIES);
    warehouse.createIfMissing(Tables.RUNS);
    List<PolicyChanges.Change> open = open(PublishedRuns.read(warehouse));
    List<Row> rows = new ArrayList<>();
    for (PolicyChanges.Change change : open) {
      rows.add(
          RowFactory.create(
              change.policyId(),
              java.sql.Date.valueOf(change.effectiveFrom()),
              change.settledSha256(),
              change.sha256(),
              approvedBy,
              reason));
    }
    if (!rows.isEmpty()) {
      warehouse.createIfMissing(Tables.POLICY_OVERRIDES);
      warehouse.append(
          Tables.POLICY_OVERRIDES,
          warehouse
              .spark()
              .createDataFrame(rows, warehouse.read(Tables.POLICY_OVERRIDES).schema()));
    }
    return open.stream().map(SettledPolicies::sentence).toList();
  }

  /**
   * Refuses other rules for dates that are settled.
   *
   * @throws TributaryException with {@link ErrorCode#POLICY_INVALID} and every change that nobody
   *     let pass
   */
  void requireUnchanged(PublishedRuns published) {
    List<PolicyChanges.Change> open = open(published);
    if (!open.isEmpty()) {
      throw new TributaryException(
          ErrorCode.POLICY_INVALID,
          String.join("\n", open.stream().map(SettledPolicies::sentence).toList())
              + "\nA policy isn't edited after use: change the rules with a new file that starts"
              + " later. If what is settled shall be restated, record who says so: 'tributary"
              + " policy override PATH --warehouse W --by NAME --because REASON'.");
    }
  }

  private List<PolicyChanges.Change> open(PublishedRuns published) {
    Optional<RunManifest> last = published.chain().last().flatMap(this::manifest);
    if (last.isEmpty()) {
      return List.of();
    }
    List<PolicyChanges.Change> changes =
        PolicyChanges.of(last.get().policies(), last.get().closeDate(), policies);
    if (changes.isEmpty()) {
      return changes;
    }
    Set<List<String>> approved = approved();
    return changes.stream()
        .filter(
            change ->
                !approved.contains(
                    List.of(change.policyId(), change.settledSha256(), change.sha256())))
        .toList();
  }

  private Set<List<String>> approved() {
    Set<List<String>> approved = new HashSet<>();
    if (warehouse.exists(Tables.POLICY_OVERRIDES)) {
      warehouse
          .read(Tables.POLICY_OVERRIDES)
          .select("policy_id", "settled_sha256", "sha256")
          .collectAsList()
          .forEach(
              row -> approved.add(List.of(row.getString(0), row.getString(1), row.getString(2))));
    }
    return approved;
  }

  private Optional<RunManifest> manifest(RunChain.Run run) {
    RunFolder folder = OpenRun.folder(warehouse, run.closeDate(), run.runId());
    return folder.exists(OpenRun.MANIFEST)
        ? Optional.of(
            RunManifestJson.read(
                folder.location() + "/" + OpenRun.MANIFEST, folder.readText(OpenRun.MANIFEST)))
        : Optional.empty();
  }

  private static String sentence(PolicyChanges.Change change) {
    String from = change.policyId() + ", in force from " + change.effectiveFrom() + ",";
    if (change.settledSha256().equals(PolicyChanges.NONE)) {
      return "Policy " + from + " is new, but dates from then on were settled already.";
    }
    return change.sha256().equals(PolicyChanges.NONE)
        ? "Policy " + from + " is gone, but log dates were settled under it."
        : "Policy "
            + from
            + " settled log dates with SHA-256 "
            + change.settledSha256()
            + "; now it is "
            + change.sha256()
            + ".";
  }
}

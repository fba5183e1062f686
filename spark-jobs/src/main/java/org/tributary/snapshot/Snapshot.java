package org.tributary.snapshot;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyBooks;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifest.AttributionPin;
import org.tributary.schemas.run.RunManifest.PolicyPin;
import org.tributary.schemas.run.RunManifest.TablePin;
import org.tributary.schemas.run.RunManifestJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.OpenRun;
import org.tributary.session.RunChain;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
import org.tributary.session.Warehouse;
import org.tributary.session.WarehouseFormat;

/**
 * Pins what a run computes from: the Delta version of every input table, the policies by their
 * bytes, the engine's version, and the published state that the run continues from. The later
 * stages read nothing else.
 *
 * <p>Unchanged inputs give the same run id, and the run that is there already is continued. Nothing
 * is written when something is refused.
 */
public final class Snapshot {
  private final Warehouse warehouse;
  private final LocalDate closeDate;
  private final String policy;

  private Snapshot(Builder builder) {
    this.warehouse = Objects.requireNonNull(builder.warehouse, "Snapshot needs a warehouse");
    this.closeDate = Objects.requireNonNull(builder.closeDate, "Snapshot needs a close date");
    this.policy = Objects.requireNonNull(builder.policy, "Snapshot needs a policy");
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Options of {@link Snapshot}. */
  public static final class Builder {
    private Warehouse warehouse;
    private LocalDate closeDate;
    private String policy;

    private Builder() {}

    /** Where the tables are. Required. */
    public Builder warehouse(Warehouse value) {
      this.warehouse = value;
      return this;
    }

    /** Last log date of the run (UTC). Required. */
    public Builder closeDate(LocalDate date) {
      this.closeDate = date;
      return this;
    }

    /** A policy file, or a folder of {@code *.conf}. Required. */
    public Builder policy(String path) {
      this.policy = path;
      return this;
    }

    public Snapshot build() {
      return new Snapshot(this);
    }
  }

  /**
   * Checks, pins and writes the manifest.
   *
   * @throws TributaryException with {@link ErrorCode#WAREHOUSE_VERSION}, {@link
   *     ErrorCode#INPUT_MISSING}, {@link ErrorCode#POLICY_INVALID}, {@link ErrorCode#DATE_INVALID}
   *     or {@link ErrorCode#INPUT_INCONSISTENT}
   */
  public SnapshotResult execute() {
    WarehouseFormat.check(warehouse);
    Configuration hadoop = warehouse.spark().sparkContext().hadoopConfiguration();
    SortedMap<String, byte[]> files = PolicyFiles.read(hadoop, policy);
    PolicyBook policies = PolicyBooks.load(files);
    List<TablePin> inputs =
        Tables.INPUTS.stream()
            .map(table -> new TablePin(table, warehouse.latestVersion(table)))
            .toList();
    List<PolicyPin> policyPins = policyPins(policies, files);
    String runId = RunManifestJson.runId(closeDate, EngineVersion.ENGINE, inputs, policyPins);
    RunFolder folder = OpenRun.folder(warehouse, closeDate, runId);
    LogTokens tokens = LogTokens.read(looking(runId, inputs, policies, folder));
    policies.inForceOn(closeDate);
    tokens.requireInferencesOn(closeDate);

    PublishedRuns published = published();
    requireInOrder(published, runId);
    if (!published.chain().has(runId)) {
      new SettledPolicies(warehouse, policies).requireUnchanged(published);
    }
    tokens.requireNothingLost(warehouse, published.ledgerVersion(), policies);
    Optional<RunManifest> before = before(folder, published, runId);
    RunManifest manifest =
        before.orElseGet(
            () ->
                new RunManifest(
                    runId,
                    closeDate,
                    EngineVersion.ENGINE,
                    inputs,
                    policyPins,
                    attribution(policies, inputs),
                    published.prior()));
    write(folder, manifest, files);
    RunContext run = new RunContext(warehouse, manifest, policies, folder);
    return new SnapshotResult(
        run,
        before.isPresent(),
        published.chain().has(runId),
        tokens.inferences(),
        RowWarnings.write(run, tokens));
  }

  /** The run as far as its inputs go: what they hold decides whether it is made. */
  private RunContext looking(
      String runId, List<TablePin> inputs, PolicyBook policies, RunFolder folder) {
    RunManifest.Prior nothing = new RunManifest.Prior(0, Optional.empty());
    RunManifest manifest =
        new RunManifest(
            runId, closeDate, EngineVersion.ENGINE, inputs, List.of(), List.of(), nothing);
    return new RunContext(warehouse, manifest, policies, folder);
  }

  private PublishedRuns published() {
    warehouse.createIfMissing(Tables.LEDGER_ENTRIES);
    warehouse.createIfMissing(Tables.RUNS);
    return PublishedRuns.read(warehouse);
  }

  private void requireInOrder(PublishedRuns published, String runId) {
    Optional<String> unfinished = published.unfinished();
    if (unfinished.isPresent() && !unfinished.get().equals(runId)) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Run %s posted its entries, but was interrupted before it was published. Publish it again"
              + " ('tributary publish --date %s --run-id %s') before a new run is made.",
          unfinished.get(),
          published.posted().get(unfinished.get()),
          unfinished.get());
    }
    requireNotSuperseded(published, runId);
    Optional<LocalDate> last =
        published.chain().runs().values().stream()
            .map(RunChain.Run::closeDate)
            .max(Comparator.naturalOrder());
    if (last.isPresent() && closeDate.isBefore(last.get()) && !published.chain().has(runId)) {
      throw TributaryException.of(
          ErrorCode.DATE_INVALID,
          "Close date %s lies before %s, the last that was published, and what it would pin has"
              + " changed since. Late rows are posted by the next night as RESTATED: run with"
              + " --date %s or later.",
          closeDate,
          last.get(),
          last.get());
    }
  }

  /** A return to an earlier policy must be a run of its own: the earlier one has posted already. */
  private void requireNotSuperseded(PublishedRuns published, String runId) {
    Optional<RunChain.Run> end = published.chain().last();
    if (published.chain().has(runId)
        && end.isPresent()
        && end.get().closeDate().equals(closeDate)
        && !end.get().runId().equals(runId)) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "The policy is that of run %s, which was published for %s before run %s replaced it;"
              + " running it again would post nothing. To return to its rules, give the policy"
              + " another policy-id: that is a new run, which posts the difference.",
          runId,
          closeDate,
          end.get().runId());
    }
  }

  /**
   * The manifest of the same run where it still holds. A run that was interrupted while it posted
   * must finish against the state that it began with; one that never posted continues from what was
   * published meanwhile.
   */
  private Optional<RunManifest> before(RunFolder folder, PublishedRuns published, String runId) {
    if (!folder.exists(OpenRun.MANIFEST)) {
      return Optional.empty();
    }
    RunManifest manifest =
        RunManifestJson.read(
            folder.location() + "/" + OpenRun.MANIFEST, folder.readText(OpenRun.MANIFEST));
    boolean holds =
        published.chain().has(runId)
            || published.posted().containsKey(runId)
            || manifest.prior().equals(published.prior());
    return holds ? Optional.of(manifest) : Optional.empty();
  }

  private static List<PolicyPin> policyPins(PolicyBook policies, Map<String, byte[]> files) {
    Map<String, String> fileOf =
        files.entrySet().stream()
            .collect(
                Collectors.toMap(file -> CanonicalJson.sha256(file.getValue()), Map.Entry::getKey));
    return policies.policies().stream()
        .map(
            policy ->
                new PolicyPin(
                    policy.policyId(),
                    policy.effectiveFrom(),
                    fileOf.get(policy.sha256()),
                    policy.sha256()))
        .toList();
  }

  private List<AttributionPin> attribution(PolicyBook policies, List<TablePin> inputs) {
    long version =
        inputs.stream()
            .filter(pin -> pin.table().equals(Tables.MODELS))
            .findFirst()
            .orElseThrow()
            .version();
    List<String> models =
        warehouse.read(Tables.MODELS, version).select("model_id").collectAsList().stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();
    List<AttributionPin> pins = new ArrayList<>();
    for (Policy policy : policies.policies()) {
      for (String model : models) {
        pins.add(pin(policy.policyId(), model, policy.attributionOf(model)));
      }
    }
    return pins;
  }

  private static AttributionPin pin(String policyId, String modelId, AttributionRule rule) {
    return new AttributionPin(
        policyId,
        modelId,
        rule.methods().stream()
            .map(method -> kebab(method.method()) + ":" + method.weightPpm())
            .collect(Collectors.joining(",")),
        kebab(rule.influence().preconditioner()),
        rule.influence().damping().text(),
        rule.pay().text());
  }

  private static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The manifest last but one: a folder without it is no run; then the pointer to it. */
  private void write(RunFolder folder, RunManifest manifest, Map<String, byte[]> files) {
    for (PolicyPin pin : manifest.policies()) {
      folder.write(OpenRun.POLICY_FOLDER + pin.file(), files.get(pin.file()));
    }
    folder.writeText(OpenRun.MANIFEST, RunManifestJson.write(manifest));
    OpenRun.makeCurrent(warehouse, closeDate, manifest.runId());
  }
}

package org.tributary.session;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyBooks;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifest.PolicyPin;
import org.tributary.schemas.run.RunManifestJson;

/** Opens a run that {@code snapshot} made, for the stages after it. */
public final class OpenRun {
  /** The run's manifest in its folder. */
  public static final String MANIFEST = "manifest.json";

  /** The run's policies in its folder. */
  public static final String POLICY_FOLDER = "policy/";

  private static final String CURRENT = "current";

  private OpenRun() {}

  /**
   * Opens a run and checks that its files are those that it pinned.
   *
   * @param closeDate close date of the run
   * @param runId the run; when empty, the one that snapshot made last for the date
   * @throws TributaryException with {@link ErrorCode#INPUT_MISSING} where there is no such run,
   *     with {@link ErrorCode#WAREHOUSE_VERSION} where another engine made it, with {@link
   *     ErrorCode#INPUT_INCONSISTENT} where its manifest was changed, with {@link
   *     ErrorCode#POLICY_INVALID} where a policy was
   */
  public static RunContext open(Warehouse warehouse, LocalDate closeDate, Optional<String> runId) {
    WarehouseFormat.check(warehouse);
    String id = runId.orElseGet(() -> current(warehouse, closeDate));
    RunFolder folder = folder(warehouse, closeDate, id);
    if (!folder.exists(MANIFEST)) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "There is no run %s of %s in %s. Run 'tributary snapshot --date %s' first.",
          id,
          closeDate,
          warehouse.root(),
          closeDate);
    }
    String location = folder.location() + "/" + MANIFEST;
    RunManifest manifest = RunManifestJson.read(location, folder.readText(MANIFEST));
    if (!manifest.engineVersion().equals(EngineVersion.ENGINE)) {
      throw TributaryException.of(
          ErrorCode.WAREHOUSE_VERSION,
          "Run %s was pinned by Tributary %s, and this is %s, which may compute other numbers."
              + " Finish it with that version, or run 'tributary snapshot --date %s' again.",
          id,
          manifest.engineVersion(),
          EngineVersion.ENGINE,
          closeDate);
    }
    return new RunContext(warehouse, manifest, policies(manifest, folder), folder);
  }

  /** The folder of a run, which need not exist. */
  public static RunFolder folder(Warehouse warehouse, LocalDate closeDate, String runId) {
    return in(warehouse, closeDate, "/" + runId);
  }

  /** Makes {@code runId} the run that {@link #open} takes for the date when none is named. */
  public static void makeCurrent(Warehouse warehouse, LocalDate closeDate, String runId) {
    in(warehouse, closeDate, "").writeText(CURRENT, runId);
  }

  private static String current(Warehouse warehouse, LocalDate closeDate) {
    RunFolder date = in(warehouse, closeDate, "");
    if (!date.exists(CURRENT)) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "There is no run of %s in %s. Run 'tributary snapshot --date %s' first.",
          closeDate,
          warehouse.root(),
          closeDate);
    }
    return date.readText(CURRENT).strip();
  }

  private static RunFolder in(Warehouse warehouse, LocalDate closeDate, String below) {
    return new RunFolder(
        warehouse.spark().sparkContext().hadoopConfiguration(),
        warehouse.root() + "/runs/" + closeDate + below);
  }

  private static PolicyBook policies(RunManifest manifest, RunFolder folder) {
    Map<String, byte[]> files = new TreeMap<>();
    for (PolicyPin pin : manifest.policies()) {
      String name = POLICY_FOLDER + pin.file();
      if (!folder.exists(name)) {
        throw TributaryException.of(
            ErrorCode.INPUT_MISSING,
            "Run %s has lost its policy file %s/%s. Run 'tributary snapshot' again.",
            manifest.runId(),
            folder.location(),
            name);
      }
      byte[] bytes = folder.read(name);
      String sha256 = CanonicalJson.sha256(bytes);
      if (!sha256.equals(pin.sha256())) {
        throw TributaryException.of(
            ErrorCode.POLICY_INVALID,
            "Policy file %s/%s of run %s was changed after it was pinned: its SHA-256 is %s, not"
                + " %s. A run's policy is never edited: run 'tributary snapshot' with the policy"
                + " that is meant.",
            folder.location(),
            name,
            manifest.runId(),
            sha256,
            pin.sha256());
      }
      files.put(pin.file(), bytes);
    }
    return PolicyBooks.load(files);
  }
}

package org.tributary.maintain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifestJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.OpenRun;
import org.tributary.session.RunFolder;
import org.tributary.session.Warehouse;

/** What the manifests of a warehouse's runs pin, whether they were published or not. */
final class PinnedVersions {
  private final Map<String, List<Pin>> byTable = new TreeMap<>();

  private PinnedVersions() {}

  /** Reads the manifests of runs that closed at most so many days before the last one. */
  static PinnedVersions read(Warehouse warehouse, int keepDays) {
    RunFolder root =
        new RunFolder(warehouse.spark().sparkContext().hadoopConfiguration(), warehouse.root());
    List<LocalDate> dates = root.list("runs").stream().map(LocalDate::parse).sorted().toList();
    PinnedVersions pinned = new PinnedVersions();
    for (LocalDate date : dates) {
      if (!date.isBefore(dates.get(dates.size() - 1).minusDays(keepDays))) {
        root.list("runs/" + date).forEach(runId -> pinned.add(warehouse, date, runId));
      }
    }
    return pinned;
  }

  private void add(Warehouse warehouse, LocalDate date, String runId) {
    RunFolder folder = OpenRun.folder(warehouse, date, runId);
    if (!folder.exists(OpenRun.MANIFEST)) {
      return;
    }
    RunManifest manifest =
        RunManifestJson.read(
            folder.location() + "/" + OpenRun.MANIFEST, folder.readText(OpenRun.MANIFEST));
    manifest.inputs().forEach(pin -> add(pin.table(), new Pin(pin.version(), runId, date)));
    add(Tables.LEDGER_ENTRIES, new Pin(manifest.prior().ledgerVersion(), runId, date));
  }

  private void add(String table, Pin pin) {
    byTable.computeIfAbsent(table, name -> new ArrayList<>()).add(pin);
  }

  /** Of a table; none of what a run computes. */
  List<Pin> of(String table) {
    return Optional.ofNullable(byTable.get(table)).orElse(List.of());
  }
}

package org.tributary.maintain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifestJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.OpenRun;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;
import org.tributary.session.WarehouseFormat;

class MaintainTest {
  private static final LocalDate JUNE_30 = LocalDate.parse("2026-06-30");

  /** As if it were tomorrow, and later in the day: what goes out of use now is old enough to go. */
  private static final Instant TOMORROW = Instant.now().plus(Duration.ofHours(24).plusMinutes(45));

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void makeTables() {
    warehouse = new Warehouse(SharedSpark.session(), folder.resolve("warehouse").toString());
    WarehouseFormat.create(warehouse);
    List.of(Tables.HOLDS, Tables.LEDGER_ENTRIES, Tables.RUNS).forEach(warehouse::createIfMissing);
    hold("h1");
    hold("h2");
    hold("h3");
  }

  @Test
  void smallFilesBecomeOneAndNothingIsLost() {
    TableUpkeep holds = holds(maintain(Duration.ofDays(400), 400));
    assertThat(holds.filesBefore()).isEqualTo(3);
    assertThat(holds.filesAfter()).isEqualTo(1);
    assertThat(holds.deleted()).isZero();
    assertThat(holds.left()).isEmpty();
    assertThat(warehouse.read(Tables.HOLDS).count()).isEqualTo(3);
    // Once more there is nothing to do: no new version.
    long version = warehouse.latestVersion(Tables.HOLDS);
    maintain(Duration.ofDays(400), 400);
    assertThat(warehouse.latestVersion(Tables.HOLDS)).isEqualTo(version);
  }

  @Test
  void filesThatNoRunPinsAreDeleted() {
    TableUpkeep holds = holds(maintain(Duration.ZERO, 400));
    assertThat(holds.deleted()).isEqualTo(3);
    assertThat(holds.left()).isEmpty();
    assertThat(warehouse.read(Tables.HOLDS).count()).isEqualTo(3);
    assertThatThrownBy(() -> warehouse.read(Tables.HOLDS, 2).collectAsList())
        .hasStackTraceContaining("does not exist");
  }

  @Test
  void aPinnedVersionStaysReadable() {
    String first = pin(JUNE_30, 2);
    MaintainResult result = maintain(Duration.ZERO, 400);
    assertThat(result.leftSome()).isTrue();
    assertThat(holds(result).deleted()).isZero();
    assertThat(holds(result).left().orElseThrow())
        .startsWith("run " + first + " of 2026-06-30 pins version 2, whose files went out of use")
        .endsWith("Keep at least 25 hours (--retain-hours), or fewer runs (--keep-days)");
    assertThat(warehouse.read(Tables.HOLDS, 2).count()).isEqualTo(2);

    // What it says to do does it: the files of the pinned version are younger than that.
    assertThat(maintain(Duration.ofHours(25), 400).leftSome()).isFalse();
    assertThat(warehouse.read(Tables.HOLDS, 2).count()).isEqualTo(2);

    // A later run of another date, and the first lies before the days that are kept.
    pin(JUNE_30.plusDays(11), warehouse.latestVersion(Tables.HOLDS));
    MaintainResult later = maintain(Duration.ZERO, 10);
    assertThat(later.leftSome()).isFalse();
    assertThat(holds(later).deleted()).isEqualTo(3);
    assertThat(warehouse.read(Tables.HOLDS).count()).isEqualTo(3);
  }

  @Test
  void aRunThatPostedHalfIsFinishedFirst() {
    SharedSpark.session()
        .sql(
            "INSERT INTO "
                + warehouse.identifier(Tables.LEDGER_ENTRIES)
                + " (entry_id, transaction_id, run_id, close_date, log_date, token_id, account,"
                + " role, amount, reason_code, policy_id) VALUES ('e', 't', 'aaaa', DATE"
                + " '2026-06-30', DATE '2026-06-30', 'TRIB', 'payee:a', 'PLATFORM', 1, 'EARNED',"
                + " 'p')");
    assertThatThrownBy(() -> maintain(Duration.ofDays(400), 400))
        .hasFieldOrPropertyWithValue("code", ErrorCode.INPUT_INCONSISTENT)
        .hasMessageContaining("Run aaaa posted its entries, but was interrupted")
        .hasMessageContaining("tributary publish --date 2026-06-30 --run-id aaaa");
  }

  private MaintainResult maintain(Duration retain, int keepDays) {
    return Maintain.builder()
        .warehouse(warehouse)
        .keepDays(keepDays)
        .retain(retain)
        .now(TOMORROW)
        .build()
        .execute();
  }

  private static TableUpkeep holds(MaintainResult result) {
    assertThat(result.tables())
        .extracting(TableUpkeep::table)
        .containsExactly(Tables.HOLDS, Tables.LEDGER_ENTRIES, Tables.RUNS);
    return result.tables().get(0);
  }

  private void hold(String id) {
    SharedSpark.session()
        .sql(
            "INSERT INTO "
                + warehouse.identifier(Tables.HOLDS)
                + " (hold_id, account_id, valid_from, valid_until, reason) VALUES ('"
                + id
                + "', 'a', DATE '2026-06-01', NULL, 'r')");
  }

  /** A run over a version of the holds; its id. */
  private String pin(LocalDate closeDate, long holds) {
    List<RunManifest.TablePin> inputs = List.of(new RunManifest.TablePin(Tables.HOLDS, holds));
    String runId = RunManifestJson.runId(closeDate, EngineVersion.ENGINE, inputs, List.of());
    RunManifest manifest =
        new RunManifest(
            runId,
            closeDate,
            EngineVersion.ENGINE,
            inputs,
            List.of(),
            List.of(),
            new RunManifest.Prior(0, Optional.empty()));
    OpenRun.folder(warehouse, closeDate, runId)
        .writeText(OpenRun.MANIFEST, RunManifestJson.write(manifest));
    OpenRun.makeCurrent(warehouse, closeDate, runId);
    return runId;
  }
}

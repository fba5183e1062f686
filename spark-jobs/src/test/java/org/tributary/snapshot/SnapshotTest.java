package org.tributary.snapshot;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.ingest.Ingest;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifestJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.NewWarehouse;
import org.tributary.session.OpenRun;
import org.tributary.session.RunContext;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

class SnapshotTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);
  private static final LocalDate SECOND = LocalDate.of(2026, 6, 2);

  @TempDir static Path twoDays;

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeAll
  static void twoDays() throws IOException {
    NewWarehouse.withInputTables(twoDays.resolve("w"));
    Path landing = twoDays.resolve("landing");
    write(
        landing.resolve("models/m.jsonl"),
        "{\"model_id\":\"m1\",\"developer_id\":\"d\",\"title\":\"M\","
            + "\"trained_date\":\"2026-01-02\"}");
    write(
        landing.resolve("inference_log/a.jsonl"),
        inference("i1", FIRST) + "\n" + inference("i2", SECOND));
    Ingest.builder()
        .warehouse(new Warehouse(SharedSpark.session(), twoDays.resolve("w").toString()))
        .landing(landing.toString())
        .build()
        .execute();
  }

  @BeforeEach
  void open() throws IOException {
    NewWarehouse.copy(twoDays.resolve("w"), folder.resolve("w"));
    warehouse = new Warehouse(SharedSpark.session(), folder.resolve("w").toString());
    policy(reference());
  }

  @Test
  void theSameInputsAreTheSameRun() throws IOException {
    SnapshotResult first = snapshot(FIRST);
    RunManifest manifest = first.run().manifest();
    assertThat(first.reused()).isFalse();
    assertThat(first.inferences()).isEqualTo(1);
    assertThat(manifest.runId()).hasSize(16).matches("[0-9a-f]+");
    assertThat(manifest.inputs()).hasSize(Tables.INPUTS.size());
    assertThat(manifest.versionOf(Tables.INFERENCE_LOG)).isEqualTo(1);
    assertThat(manifest.prior()).isEqualTo(new RunManifest.Prior(0, Optional.empty()));
    assertThat(manifest.attribution())
        .contains(
            new RunManifest.AttributionPin(
                "reference",
                "m1",
                "influence:1000000",
                "gauss-newton",
                "1.0 x mean eigenvalue",
                "leave-group-out, earliest of 900000 ppm, kappa 1000000 ppm, shrinkage 1000000 ppm"
                    + " over 30 days, signal-to-noise floor 0 ppm"));

    byte[] written = Files.readAllBytes(runFolder(FIRST, manifest).resolve("manifest.json"));
    SnapshotResult again = snapshot(FIRST);
    assertThat(again.reused()).isTrue();
    assertThat(again.run().manifest()).isEqualTo(manifest);
    assertThat(runFolder(FIRST, manifest).resolve("manifest.json")).hasBinaryContent(written);

    RunContext opened = OpenRun.open(warehouse, FIRST, Optional.empty());
    assertThat(opened.manifest()).isEqualTo(manifest);
    assertThat(opened.policies()).isEqualTo(first.run().policies());
    assertThat(opened.input(Tables.INFERENCE_LOG).count()).isEqualTo(2);

    policy(reference() + "# changed\n");
    assertThat(snapshot(FIRST).run().manifest().runId()).isNotEqualTo(manifest.runId());
    assertThat(OpenRun.open(warehouse, FIRST, Optional.of(manifest.runId())).manifest())
        .isEqualTo(manifest);
    assertThat(snapshot(SECOND).run().manifest().runId()).isNotEqualTo(manifest.runId());

    Path pinned = runFolder(FIRST, manifest).resolve("policy/a.conf");
    Files.writeString(pinned, reference() + "# edited\n");
    refused(
        ErrorCode.POLICY_INVALID,
        () -> OpenRun.open(warehouse, FIRST, Optional.of(manifest.runId())),
        "was changed after it was pinned");
    Files.delete(pinned);
    refused(
        ErrorCode.INPUT_MISSING,
        () -> OpenRun.open(warehouse, FIRST, Optional.of(manifest.runId())),
        "has lost its policy file");
    refused(
        ErrorCode.INPUT_MISSING,
        () -> OpenRun.open(warehouse, FIRST.minusDays(1), Optional.empty()),
        "There is no run of 2026-05-31");
    refused(
        ErrorCode.INPUT_MISSING,
        () -> OpenRun.open(warehouse, FIRST, Optional.of("x")),
        "There is no run x of 2026-06-01");
  }

  @Test
  void aRunContinuesFromWhatWasPublished() throws IOException {
    RunManifest first = snapshot(FIRST).run().manifest();
    RunManifest abandoned = snapshot(SECOND).run().manifest();
    post(first, "e1");
    refused(
        ErrorCode.INPUT_INCONSISTENT,
        () -> snapshot(SECOND),
        "was interrupted before it was published. Publish it again ('tributary publish --date"
            + " 2026-06-01 --run-id "
            + first.runId()
            + "')");
    SnapshotResult interrupted = snapshot(FIRST);
    assertThat(interrupted.run().manifest()).isEqualTo(first);
    assertThat(interrupted.published()).isFalse();

    publish(first);
    assertThat(snapshot(FIRST).run().manifest()).isEqualTo(first);
    assertThat(snapshot(FIRST).published()).isTrue();
    RunManifest second = snapshot(SECOND).run().manifest();
    assertThat(second.runId()).isEqualTo(abandoned.runId());
    assertThat(second.prior())
        .isEqualTo(new RunManifest.Prior(1, Optional.of(first.runId())))
        .isNotEqualTo(abandoned.prior());

    post(second, "e2");
    publish(second);
    assertThat(snapshot(FIRST).run().manifest()).isEqualTo(first);
    warehouse.append(
        Tables.INFERENCE_LOG,
        warehouse.read(Tables.INFERENCE_LOG).limit(1).withColumn("inference_id", lit("i9")));
    refused(
        ErrorCode.DATE_INVALID,
        () -> snapshot(FIRST),
        "Close date 2026-06-01 lies before 2026-06-02, the last that was published");
    assertThat(snapshot(SECOND).run().manifest().prior())
        .isEqualTo(new RunManifest.Prior(2, Optional.of(second.runId())));
  }

  @Test
  void rowsThatCantBeSettledWaitAndNothingSettledIsLost() throws IOException {
    warehouse.append(
        Tables.INFERENCE_LOG,
        warehouse
            .read(Tables.INFERENCE_LOG)
            .where("inference_id = 'i1'")
            .withColumn("inference_id", lit("i8"))
            .withColumn("token_id", lit("TRBI")));
    SnapshotResult waiting = snapshot(FIRST);
    assertThat(waiting.inferences()).isEqualTo(1);
    assertThat(waiting.warnings()).isEqualTo(Map.of("UNKNOWN_TOKEN", 1L));
    assertThat(waiting.run().input(Tables.INFERENCE_LOG).select("inference_id").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("i1", "i2");
    assertThat(
            warehouse
                .read(Tables.ROW_WARNINGS)
                .select("row_id", "token_id", "amount", "detail")
                .collectAsList())
        .singleElement()
        .asString()
        .isEqualTo(
            "[i8,TRBI,1,The policy in force on 2026-06-01 has no token TRBI: the row is left out."
                + " If the token is wrong, void the row (table voided_rows) and send it right"
                + " under another key; if it is right, add it to a policy.]");

    post(waiting.run().manifest(), "e1");
    publish(waiting.run().manifest());
    policy(reference().replace("TRIB {", "TRBI {").replace("\"reference\"", "\"other\""));
    letPass();
    refused(
        ErrorCode.POLICY_INVALID,
        () -> snapshot(FIRST),
        "Policy other, in force on 2026-06-01, has no token TRIB, but 1 rows of inference_log of"
            + " that date are paid in it and were settled before. Put the token back");
  }

  @Test
  void aVoidedRowIsGoneFromItsFirstCloseDateOn() {
    warehouse
        .spark()
        .sql(
            "INSERT INTO %s VALUES ('inference_log','i1',DATE '2026-06-02',NULL,'test','dora')"
                .formatted(warehouse.identifier(Tables.VOIDED_ROWS)));
    assertThat(snapshot(FIRST).inferences()).isEqualTo(1);
    assertThat(snapshot(FIRST).warnings()).isEmpty();
    SnapshotResult second = snapshot(SECOND);
    assertThat(second.inferences()).isEqualTo(1);
    assertThat(second.warnings()).isEqualTo(Map.of("VOIDED", 1L));
  }

  @Test
  void aReturnToAnEarlierPolicyIsANewRun() throws IOException {
    RunManifest first = snapshot(FIRST).run().manifest();
    post(first, "e1");
    publish(first);
    policy(reference() + "# other rules\n");
    refused(
        ErrorCode.POLICY_INVALID,
        () -> snapshot(FIRST),
        "Policy reference, in force from 2026-06-01, settled log dates with SHA-256 ");
    assertThat(snapshotWith(reference(), FIRST).published())
        .as("what was settled runs again")
        .isTrue();
    policy(reference() + "# other rules\n");
    letPass();
    RunManifest second = snapshot(FIRST).run().manifest();
    post(second, "e2");
    publish(second);
    assertThat(snapshot(FIRST).published()).isTrue();

    policy(reference());
    refused(
        ErrorCode.POLICY_INVALID,
        () -> snapshot(FIRST),
        "give the policy another policy-id: that is a new run, which posts the difference");
    policy(reference() + "# the first rules again\n");
    letPass();
    assertThat(snapshot(FIRST).run().manifest().prior().previousRunId()).contains(second.runId());
  }

  @Test
  void whatCantBePinnedIsRefusedAndNothingIsWritten() throws IOException {
    Warehouse full = warehouse;
    warehouse = new Warehouse(SharedSpark.session(), folder.resolve("nowhere").toString());
    refused(ErrorCode.INPUT_MISSING, () -> snapshot(FIRST), "There is no warehouse at");
    assertThat(folder.resolve("nowhere")).doesNotExist();
    warehouse = full;
    refused(
        ErrorCode.DATE_INVALID,
        () -> snapshot(SECOND.plusDays(1)),
        "Table inference_log has no row of 2026-06-03 (UTC)");
    policy(reference().replace("TRIB {", "OTHER {"));
    refused(
        ErrorCode.POLICY_INVALID,
        () -> snapshot(SECOND),
        "None of the rows of inference_log of 2026-06-02 can be settled: their tokens are TRIB.");
    policy(reference().replace("2026-06-01", "2026-06-03"));
    refused(
        ErrorCode.POLICY_INVALID, () -> snapshot(SECOND), "No policy is in force on 2026-06-02");
    policy(reference().replace("waterfall {", "waterfal {"));
    refused(ErrorCode.POLICY_INVALID, () -> snapshot(SECOND), "waterfal");
    Files.delete(folder.resolve("policy/a.conf"));
    refused(ErrorCode.INPUT_MISSING, () -> snapshot(SECOND), "has no *.conf file");
    Files.delete(folder.resolve("policy"));
    refused(ErrorCode.INPUT_MISSING, () -> snapshot(SECOND), "There is no policy at");
    policy(reference());
    Files.move(folder.resolve("w/tables/holds"), folder.resolve("w/tables/gone"));
    refused(ErrorCode.INPUT_MISSING, () -> snapshot(SECOND), "Table holds is missing");
    Files.writeString(folder.resolve("w/warehouse.json"), "{\"engine\":\"9.0\",\"format\":4}");
    refused(
        ErrorCode.WAREHOUSE_VERSION,
        () -> snapshot(SECOND),
        "has format 4 (written by Tributary 9.0), and this is Tributary 0.1.0, which reads format"
            + " 3");
    assertThat(folder.resolve("w/runs")).doesNotExist();
    assertThat(folder.resolve("w/tables/ledger_entries")).doesNotExist();
  }

  private SnapshotResult snapshotWith(String text, LocalDate date) throws IOException {
    policy(text);
    return snapshot(date);
  }

  private void letPass() {
    assertThat(
            SettledPolicies.of(warehouse, folder.resolve("policy").toString())
                .approve("dora", "the rules were wrong"))
        .hasSize(1);
  }

  private SnapshotResult snapshot(LocalDate date) {
    return Snapshot.builder()
        .warehouse(warehouse)
        .closeDate(date)
        .policy(folder.resolve("policy").toString())
        .build()
        .execute();
  }

  private static String inference(String id, LocalDate date) {
    return ("{\"inference_id\":\"%s\",\"served_at\":\"%sT10:00:00Z\",\"model_id\":\"m1\","
            + "\"caller_id\":\"c\",\"node_id\":\"n\",\"gpu_ms\":5,\"token_id\":\"TRIB\",\"fee\":1}")
        .formatted(id, date);
  }

  /** Puts an entry of the run into the ledger, as publish does first. */
  private void post(RunManifest run, String entry) {
    warehouse
        .spark()
        .sql(
            "INSERT INTO %s VALUES ('%s','t','%s',DATE '%s',DATE '%s','TRIB','payee:a','PLATFORM',"
                    .formatted(
                        warehouse.identifier(Tables.LEDGER_ENTRIES),
                        entry,
                        run.runId(),
                        run.closeDate(),
                        run.closeDate())
                + "NULL,NULL,1,'EARNED',NULL,'reference')");
  }

  /** Records the run as published, as publish does last. */
  private void publish(RunManifest run) {
    warehouse
        .spark()
        .sql(
            "INSERT INTO %s VALUES ('%s',DATE '%s',%s,'a','b','0.1.0',1)"
                .formatted(
                    warehouse.identifier(Tables.RUNS),
                    run.runId(),
                    run.closeDate(),
                    run.prior().previousRunId().map(id -> "'" + id + "'").orElse("NULL")));
  }

  private Path runFolder(LocalDate date, RunManifest manifest) {
    return folder.resolve("w/runs/" + date + "/" + manifest.runId());
  }

  private void policy(String text) throws IOException {
    write(folder.resolve("policy/a.conf"), text);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String reference() throws IOException {
    try (InputStream in = RunManifestJson.class.getResourceAsStream("/policy/reference.conf")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void refused(ErrorCode code, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TributaryException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}

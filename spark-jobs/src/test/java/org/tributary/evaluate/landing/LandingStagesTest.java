package org.tributary.evaluate.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.gpu.Kernels;
import org.tributary.session.NewWarehouse;

/** What the queries find in a landing folder, on a few rows by hand. */
class LandingStagesTest {
  private static final String SKETCH = "{\"checkpoint\":\"last\",\"gradient\":[1,2]}";
  private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);

  @TempDir private Path folder;

  /**
   * Version 2 of the datanet has x1 of anna, x3 and x4 of ben; x2 came later, x5 was taken out, x6
   * was rejected. Of the three only x1 and x3 have sketches.
   */
  @Test
  void countsWhatIsThere() throws IOException {
    land("contributors/a", contributor("anna"), contributor("ben"), contributor("cleo"));
    land(
        "contributions/a",
        contribution("x1", "anna", "\"added_in_version\":1"),
        contribution("x2", "cleo", "\"added_in_version\":3"),
        contribution("x3", "ben", "\"added_in_version\":2"),
        contribution("x4", "ben", "\"added_in_version\":1,\"removed_in_version\":3"),
        contribution("x5", "cleo", "\"added_in_version\":1,\"removed_in_version\":2"),
        contribution("x6", "cleo", "\"added_in_version\":1")
            .replace("\"ACCEPTED\"", "\"REJECTED\""));
    land("models/a", model("m"), model("n"));
    land(
        "model_training_sets/a",
        "{\"model_id\":\"m\",\"datanet_id\":\"d\",\"datanet_version\":2,\"declared_weight_ppm\":1}");
    land("training_sketches/a", training("x1"), training("x2"), training("x3"));
    land(
        "inference_log/a",
        inference("i1", "m", "2026-05-01T12:00:00Z", "TRIB", ",\"sketches\":[]"),
        inference("i2", "m", "2026-05-03T12:00:00Z", "usd.c", ",\"sketches\":[" + SKETCH + "]"),
        inference("i3", "m", "2026-05-03T12:00:00Z", "TRIB", ""),
        inference("i4", "n", "2026-05-04T12:00:00Z", "TRIB", ""),
        inference("i5", "x", "2026-05-04T12:00:00Z", "TRIB", ""),
        inference("i6", "y", "2026-05-04T12:00:00Z", "TRIB", ""));
    land(
        "inference_sketches/a",
        "{\"inference_id\":\"i3\",\"model_id\":\"m\"," + SKETCH.substring(1));
    LandingStages stages =
        new LandingStages(
            NewWarehouse.withAllTables(folder.resolve("warehouse")), folder, Kernels.AUTO);
    assertThat(stages.ingest(folder.resolve("landing").toString()).quarantined()).isEqualTo(2);

    assertThat(stages.models())
        .containsExactly(
            new LoggedModel("m", 3, 2, FIRST, FIRST.plusDays(2)),
            new LoggedModel("n", 1, 0, FIRST.plusDays(3), FIRST.plusDays(3)));
    Training training = stages.training("m");
    assertThat(training.contributors()).containsExactly("anna", "ben");
    assertThat(training.contributions()).isEqualTo(3);
    assertThat(training.withoutSketch()).isEqualTo(1);
    assertThat(stages.training("n").contributors()).isEmpty();
    List<Quarantined> quarantined = stages.quarantined();
    assertThat(quarantined).hasSize(1);
    assertThat(quarantined.get(0).reasonCode()).isEqualTo("UNKNOWN_MODEL");
    assertThat(quarantined.get(0).rows()).isEqualTo(2);
    assertThat(quarantined.get(0).place()).isEqualTo("inference_log/a.jsonl:5");
    assertThat(quarantined.get(0).detail()).contains("names x, which table models doesn't have");
  }

  private static String contributor(String id) {
    return json("{'contributor_id':'%s','registered_date':'2026-01-01'}", id);
  }

  private static String contribution(String id, String contributor, String versions) {
    return json(
        "{'datanet_id':'d','contribution_id':'%s','contributor_id':'%s','content_sha256':'%064d',"
            + "'media_type':'text/csv','accepted_at':'2026-01-02T00:00:00Z','status':'ACCEPTED',%s}",
        id, contributor, Integer.parseInt(id.substring(1)), versions);
  }

  private static String model(String id) {
    return json(
        "{'model_id':'%s','developer_id':'dora','title':'M','trained_date':'2026-01-02'}", id);
  }

  private static String training(String contribution) {
    return json(
        "{'model_id':'m','datanet_id':'d','contribution_id':'%s',%s",
        contribution, SKETCH.substring(1));
  }

  private static String inference(
      String id, String model, String at, String token, String sketches) {
    return json(
        "{'inference_id':'%s','model_id':'%s','served_at':'%s','token_id':'%s','caller_id':'c',"
            + "'node_id':'n','gpu_ms':1,'fee':0%s}",
        id, model, at, token, sketches);
  }

  private static String json(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).replace('\'', '"');
  }

  private void land(String name, String... lines) throws IOException {
    Path file = folder.resolve("landing").resolve(name + ".jsonl");
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }
}

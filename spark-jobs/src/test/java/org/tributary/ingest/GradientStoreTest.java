package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.influence.SketchBytes;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;

class GradientStoreTest {
  private static final String TRAINING = Stores.json("trak", "training", "\"datanet_id\": \"d\",");
  private static final String QUERIES =
      Stores.json("trak", "queries", "\"trak_experiment\": \"night\",");
  private static final String ROWS = Stores.csv(6, "row,contribution_id", "x%d");
  private static final String NAMES = Stores.csv(3, "row,inference_id", "i%d");

  @TempDir Path folder;
  private Landing landing;

  @BeforeEach
  void open() {
    landing = Stores.landing(folder, 5, 3);
  }

  @Test
  void trainingAndQueriesMeetTheirIds() throws IOException {
    Stores.land(landing, "training", "trak-float32/trak", TRAINING, ROWS);
    Stores.land(landing, "queries", "trak-float32/trak", QUERIES, NAMES);
    IngestResult result = landing.ingest();

    // Contribution x5 isn't known.
    assertThat(result.of(Tables.TRAINING_SKETCHES))
        .isEqualTo(new IngestResult.TableCounts(Tables.TRAINING_SKETCHES, 1, 0, 6, 5, 0, 0, 1));
    assertThat(result.of(Tables.INFERENCE_SKETCHES))
        .isEqualTo(new IngestResult.TableCounts(Tables.INFERENCE_SKETCHES, 1, 0, 3, 3, 0, 0, 0));
    Row projection = landing.warehouse().read(Tables.PROJECTIONS).collectAsList().get(0);
    String id = projection.getAs("projection_id");
    assertThat(landing.rows(Tables.PROJECTIONS))
        .containsExactly(
            "{\"projection_id\":\""
                + id
                + "\",\"generator\":\"trak normal\",\"seed\":\"3\",\"dtype\":\"float32\","
                + "\"dimension\":4,\"blocks\":[{\"name\":\"all\",\"dimension\":4}]}");
    JsonNode training = expected("trak-float32");
    assertThat(sketches(Tables.TRAINING_SKETCHES, "contribution_id"))
        .containsExactlyElementsOf(lines(training, 5, "x", id, training.path("weights")));
    assertThat(sketches(Tables.INFERENCE_SKETCHES, "inference_id"))
        .containsExactlyElementsOf(lines(expected("trak-float32/queries"), 3, "i", id, null));
    assertThat(landing.quarantine())
        .singleElement()
        .asString()
        .startsWith("gradient_stores/training:6 UNKNOWN_CONTRIBUTION {\"model_id\":\"m1\",")
        .contains("\"contribution_id\":\"x5\",\"gradient\":[0.");
    assertThat(landing.details("UNKNOWN_CONTRIBUTION"))
        .containsExactly(
            "Datanet d has no contribution x5 in table contributions. Land it there first, then"
                + " send the row in a new store.");

    List<Long> versions = landing.versions();
    IngestResult again = landing.ingest();
    assertThat(landing.versions()).isEqualTo(versions);
    assertThat(again.of(Tables.TRAINING_SKETCHES).skippedFiles()).isEqualTo(1);
  }

  @Test
  void theRowsDependNotOnTheSplitsNorOnTheFormat() throws IOException {
    String json = Stores.json("logix", "training", "");
    StringBuilder rows = new StringBuilder("data_id,datanet,contribution_id\n");
    JsonNode expected = expected("logix-float32");
    for (int i = 0; i < 5; i++) {
      String id = expected.path("data_ids").path(i).asText().replace("\"", "\"\"");
      rows.append('"').append(id).append("\",d,x").append(i).append('\n');
    }
    String last = expected.path("data_ids").path(5).asText().replace("\"", "\"\"");
    Stores.land(landing, "s", "logix-float32/log", json, rows + "\"" + last + "\",d,\n");
    refused(ErrorCode.LANDING_UNREADABLE, "a line lacks an id, or two lines have the same data_id");
    Stores.rows(landing, "s", rows.toString());
    refused(
        ErrorCode.LANDING_UNREADABLE,
        "it doesn't name the row with data_id example \"5\",\nline two, and 1 in all");
    Stores.rows(landing, "s", rows + "\"" + last + "\",d,x9\nmore,d,x1\n");
    refused(
        ErrorCode.LANDING_UNREADABLE,
        "it names data_id more, which the store doesn't have, and 1 in all: is a chunk missing?");
    Stores.rows(landing, "s", rows + "\"" + last + "\",d,x9\n");
    assertThat(landing.ingest(100).of(Tables.TRAINING_SKETCHES).added()).isEqualTo(5);
    String id =
        landing.warehouse().read(Tables.PROJECTIONS).collectAsList().get(0).getAs("projection_id");
    assertThat(sketches(Tables.TRAINING_SKETCHES, "contribution_id"))
        .containsExactlyElementsOf(lines(expected, 5, "x", id, null));
  }

  @Test
  void numbersThatArentFiniteAreQuarantined() throws IOException {
    Stores.land(
        landing,
        "s",
        "bergson-float64/index",
        Stores.json("bergson", "training", ""),
        Stores.csv(4, "row,datanet_id,contribution_id", "d,x%d"));
    Path file = landing.folder().resolve("gradient_stores/s/files/gradients.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[8 * 4 + 7] = 0x7f; // number 1 of row 1 becomes about 1e306: no float32
    bytes[8 * 4 + 6] = 0x7f;
    Files.write(file, bytes);
    assertThat(landing.ingest().of(Tables.TRAINING_SKETCHES))
        .isEqualTo(new IngestResult.TableCounts(Tables.TRAINING_SKETCHES, 1, 0, 4, 3, 0, 0, 1));
    assertThat(landing.details("GRADIENT_FINITE"))
        .containsExactly(
            "Row 1 of gradient_stores/s has Infinity as number 1 (from 0) of its gradient, which"
                + " must be finite. Compute the gradient again and send it in a new store.");
  }

  @Test
  void theCsvFileMustNameEveryRowOnce() {
    Stores.land(landing, "s", "trak-float32/trak", TRAINING, ROWS.replace("5,x5\n", ""));
    refused(
        ErrorCode.LANDING_UNREADABLE,
        "Gradient store gradient_stores/s (training gradients of model m1 at checkpoint 'last'):"
            + " rows.csv says which row is whose, but it has 5 lines for 5 rows from 0 to 4, but"
            + " the store has the rows 0 to 5, each of which must be named once.");
    Stores.rows(landing, "s", ROWS.replace("5,x5", "4,x5"));
    refused(ErrorCode.LANDING_UNREADABLE, "it has 6 lines for 5 rows from 0 to 4");
    Stores.rows(landing, "s", ROWS.replace("5,x5", "5,"));
    refused(ErrorCode.LANDING_UNREADABLE, "1 of its lines lack a row number or an id");
    Stores.rows(landing, "s", ROWS.replace("5,x5", "5,x5,x6"));
    refused(ErrorCode.LANDING_UNREADABLE, "a line with another number of fields");
    Stores.rows(landing, "s", ROWS.replace("contribution_id", "name"));
    refused(ErrorCode.LANDING_UNREADABLE, "it has no column contribution_id");
    Stores.rows(landing, "s", ROWS.replace("row,", "data_id,"));
    refused(ErrorCode.LANDING_UNREADABLE, "the store doesn't name its rows. Use row");
    landing.text("gradient_stores/s/store.json", Stores.json("trak", "training", ""));
    Stores.rows(landing, "s", ROWS);
    refused(ErrorCode.LANDING_UNREADABLE, "it has no column datanet_id, and store.json names no");
    assertThat(landing.warehouse().read(Tables.TRAINING_SKETCHES).isEmpty()).isTrue();
  }

  @Test
  void vectorsOfTwoProjectionsAreNeverMixed() {
    Stores.land(landing, "a", "trak-float32/trak", TRAINING, ROWS);
    String other =
        QUERIES
            .replace("\"seed\": 3", "\"seed\": 4, \"scale\": 0.5")
            .replace("trak normal", "trak normal 2")
            .replace("float32\"}", "float16\", \"matrix_sha256\": \"" + "b".repeat(64) + "\"}");
    Stores.land(landing, "b", "trak-float32/trak", other, NAMES);
    String message =
        "Gradient store gradient_stores/b (queries of model m1 at checkpoint 'last') was projected"
            + " otherwise than %s: generator trak normal 2 here, trak normal there; seed 4 here, 3"
            + " there; scale 0.5 here, not told there; dtype float16 here, float32 there;"
            + " matrix_sha256 "
            + "b".repeat(64)
            + " here, not told there. Vectors can be compared only when one projection made them."
            + " Export one of the two again with the other's projection, or under a checkpoint of"
            + " its own, or correct 'projection' in store.json; nothing of the store was ingested.";
    // In one night nothing is taken of either, and in two nights nothing of the second.
    refused(
        ErrorCode.INPUT_INCONSISTENT,
        message.replace(
            "%s", "gradient_stores/a (training gradients of model m1 at checkpoint 'last')"));
    assertThat(landing.warehouse().read(Tables.TRAINING_SKETCHES).isEmpty()).isTrue();
    landing.text("gradient_stores/b/store.json", other.replace("\"last\"", "\"other\""));
    assertThat(landing.ingest().of(Tables.INFERENCE_SKETCHES).added()).isEqualTo(3);
    landing.text("gradient_stores/b/store.json", other);
    refused(
        ErrorCode.INPUT_INCONSISTENT,
        message.replace("%s", "the sketches in table training_sketches"));
    assertThat(landing.warehouse().read(Tables.INFERENCE_SKETCHES).count()).isEqualTo(3);
  }

  @Test
  void aSketchThatNamesNoProjectionIsOfAnother() {
    landing
        .lines(
            "inference_sketches/a.jsonl",
            "{\"inference_id\":\"i9\",\"model_id\":\"m1\",\"checkpoint\":\"last\",\"gradient\":[1]}",
            "{\"inference_id\":\"i9\",\"model_id\":\"m1\",\"checkpoint\":\"first\","
                + "\"gradient\":[1],\"projection_id\":\"nobody's\"}")
        .ingest();
    assertThat(landing.details("UNKNOWN_PROJECTION"))
        .containsExactly(
            "The sketch names the projection nobody's, which table projections doesn't have. Land"
                + " it there first, then send the row in a new file.");
    Stores.land(landing, "a", "trak-float32/trak", TRAINING, ROWS);
    refused(
        ErrorCode.INPUT_INCONSISTENT,
        "was projected otherwise than the sketches in table inference_sketches: projection ",
        " here, none named there.");
  }

  @Test
  void aTornStoreStopsTheStageBeforeAnythingIsWritten() throws IOException {
    Stores.land(landing, "s", "trak-float32/trak", TRAINING, ROWS);
    landing.lines("contributors/a.jsonl", Landing.ANNA);
    Path file = landing.folder().resolve("gradient_stores/s/files/0/grads.mmap");
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 200));
    List<Long> versions = landing.versions();
    refused(ErrorCode.LANDING_UNREADABLE, "0/grads.mmap has 200 bytes, but");
    assertThat(landing.versions()).isEqualTo(versions);
    Files.delete(landing.folder().resolve("gradient_stores/s/store.json"));
    refused(ErrorCode.LANDING_UNREADABLE, "the file store.json is missing");
    landing.text("gradient_stores/x", "");
    refused(ErrorCode.LANDING_UNREADABLE, "has a file gradient_stores/x; gradient_stores holds");
  }

  private void refused(ErrorCode code, String... messages) {
    assertThatThrownBy(landing::ingest)
        .isInstanceOfSatisfying(TributaryException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(messages);
  }

  private static JsonNode expected(String fixture) throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(Stores.resource(fixture + "/expected.json")));
  }

  private static List<String> lines(
      JsonNode expected, int rows, String prefix, String projection, JsonNode weights) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      List<Float> numbers = new ArrayList<>();
      expected.path("rows").path(i).forEach(value -> numbers.add((float) value.doubleValue()));
      lines.add(
          prefix
              + i
              + " m1 last "
              + numbers
              + " "
              + (weights == null ? null : (Double) weights.path(i).doubleValue())
              + " "
              + projection);
    }
    return lines;
  }

  private List<String> sketches(String table, String id) {
    return landing.warehouse().read(table).orderBy(id).collectAsList().stream()
        .map(
            row -> {
              List<Float> numbers = new ArrayList<>();
              for (float value : SketchBytes.decode(row.<byte[]>getAs("gradient"))) {
                numbers.add(value);
              }
              return row.getAs(id)
                  + " "
                  + row.getAs("model_id")
                  + " "
                  + row.getAs("checkpoint")
                  + " "
                  + numbers
                  + " "
                  + row.getAs("loss_weight")
                  + " "
                  + row.getAs("projection_id");
            })
        .toList();
  }
}

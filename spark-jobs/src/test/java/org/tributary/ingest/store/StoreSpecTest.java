package org.tributary.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.TributaryException;

class StoreSpecTest {
  private static final String GOOD =
      """
      {"format": "bergson", "kind": "training", "model_id": "m", "checkpoint": "c",
       "projection": {"generator": "g", "seed": 1, "scale": 0.5, "dtype": "float32"}}""";

  @TempDir Path folder;

  @Test
  void descriptions() {
    StoreFolder store = new LocalStore(folder);
    StoreSpec spec = StoreSpec.parse(store, GOOD);
    assertThat(spec.path()).isEqualTo(".");
    assertThat(spec.projection().seed()).isEqualTo("1");
    for (List<String> edit :
        List.of(
            List.of(
                "\"bergson\"",
                "\"faiss\"",
                "'format' is faiss, but must be one of [bergson, logix, trak, dattri]"),
            List.of("\"training\"", "\"test\"", "'kind' is test"),
            List.of("\"model_id\": \"m\"", "\"model_id\": 4", "'model_id' must be a text"),
            List.of("\"model_id\": \"m\"", "\"modelid\": \"m\"", "unknown key 'modelid'"),
            List.of("\"checkpoint\": \"c\",", "", "has no 'checkpoint'"),
            List.of("\"scale\": 0.5", "\"scale\": \"x\"", "projection.scale must be a number"),
            List.of("\"scale\": 0.5", "\"scale\": 1e999", "projection.scale must be a number"),
            List.of("\"seed\": 1", "\"matrix_sha256\": \"AB\"", "64 lower-case hex digits"),
            List.of("\"seed\"", "\"sead\"", "unknown key 'projection.sead'"),
            List.of(
                "\"bergson\"",
                "\"trak\", \"trak_experiment\": \"e\"",
                "must have 'trak_experiment' for TRAK's queries"),
            List.of("\"projection\"", "\"path\"", "has no object 'projection'"),
            List.of("}}", "}", "is no JSON"))) {
      assertThat(GOOD).contains(edit.get(0));
      assertThatThrownBy(() -> StoreSpec.parse(store, GOOD.replace(edit.get(0), edit.get(1))))
          .as(edit.get(2))
          .isInstanceOf(TributaryException.class)
          .hasMessageContaining("Gradient store gradient_stores/s: ")
          .hasMessageContaining(edit.get(2));
    }
  }

  @Test
  void theExampleOfTheReadmeIsRight() throws IOException {
    String readme = Files.readString(Path.of("../schemas/README.md"));
    int from = readme.indexOf("store.json <<'END'\n") + "store.json <<'END'\n".length();
    StoreSpec spec =
        StoreSpec.parse(
            new LocalStore(folder), readme.substring(from, readme.indexOf("END", from)));
    assertThat(spec.format()).isEqualTo(StoreSpec.Format.BERGSON);
    assertThat(spec.path()).isEqualTo("index");
  }

  /** The schema allows the keys that are read, and requires those that must be there. */
  @Test
  void theSchemaHasTheKeysThatAreRead() throws IOException {
    JsonNode schema =
        new ObjectMapper()
            .readTree(Files.readString(Path.of("../schemas/files/gradient-store.schema.json")));
    JsonNode projection = schema.path("properties").path("projection");
    StoreFolder store = new LocalStore(folder);
    ObjectMapper json = new ObjectMapper();
    for (JsonNode object : List.of(schema, projection)) {
      for (JsonNode key : object.path("required")) {
        ObjectNode good = good(json);
        (object == schema ? good : (ObjectNode) good.path("projection")).remove(key.asText());
        assertThatThrownBy(() -> StoreSpec.parse(store, good.toString()))
            .as(key.asText())
            .hasMessageContaining(key.asText());
      }
    }
    assertThat(StoreSpec.KEYS).containsExactlyInAnyOrderElementsOf(names(schema));
    assertThat(StoreSpec.PROJECTION_KEYS).containsExactlyInAnyOrderElementsOf(names(projection));
  }

  private static ObjectNode good(ObjectMapper json) {
    try {
      return (ObjectNode) json.readTree(GOOD);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new java.util.ArrayList<>();
    object.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }
}

package org.tributary.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.ingest.store.StoreSpec.Format;

/**
 * Stores that the tools themselves wrote (src/test/python/stores) have the rows, to the bit, that
 * the tools' own readers gave.
 */
class StoreFixturesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "TRAK, trak-float32, trak, grads, ",
    "TRAK, trak-float16, trak, , ",
    "TRAK, trak-float32/queries, ../trak, , night",
    "TRAK, trak-float16/queries, ../trak, , night",
    "DATTRI, dattri-float32, cache, , ",
    "DATTRI, dattri-bfloat16, cache/grad, , ",
    "LOGIX, logix-float32, log, , ",
    "LOGIX, logix-float16, log, , ",
    "BERGSON, bergson-float16, index, , ",
    "BERGSON, bergson-bfloat16, index, , ",
    "BERGSON, bergson-float64, index, , ",
    "BERGSON, bergson-old-shards, index, , ",
  })
  void everyNumberIsTheTools(
      Format format, String fixture, String folder, String array, String experiment)
      throws IOException {
    LocalStore store = new LocalStore(LocalStore.resource(fixture).resolve(folder));
    JsonNode expected =
        JSON.readTree(Files.readString(LocalStore.resource(fixture + "/expected.json")));
    StoreLayout layout =
        StoreReader.of(format).layout(store, LocalStore.spec(format, array, experiment));

    float[][] rows = floats(expected.path("rows"));
    assertThat(layout.rows()).isEqualTo(rows.length);
    assertThat(layout.dimension()).isEqualTo(rows[0].length);
    assertThat(LocalStore.bits(store.rows(layout.pieces()))).isEqualTo(LocalStore.bits(rows));
    for (long bytes : new long[] {1, 17, 40}) {
      List<StorePiece> split =
          layout.pieces().stream().flatMap(piece -> piece.split(bytes).stream()).toList();
      assertThat(LocalStore.bits(store.rows(split))).isEqualTo(LocalStore.bits(rows));
    }
    assertThat(layout.weights().isPresent()).isEqualTo(expected.has("weights"));
    if (expected.has("weights")) {
      float[][] weights = store.rows(List.of(layout.weights().orElseThrow()));
      for (int i = 0; i < weights.length; i++) {
        assertThat(weights[i])
            .containsExactly((float) expected.path("weights").path(i).doubleValue());
      }
    }
    assertThat(dataIds(store, layout)).isEqualTo(texts(expected.path("data_ids")));
  }

  @Test
  void layersAreNamedAsTheToolsNameThem() {
    assertThat(blocks(Format.BERGSON, "bergson-old-shards/index"))
        .containsExactly(new Block("a", 2), new Block("b", 3));
    assertThat(blocks(Format.LOGIX, "logix-float16/log"))
        .containsExactly(new Block("0", 12), new Block("2", 8));
    assertThat(blocks(Format.DATTRI, "dattri-float32/cache"))
        .containsExactly(new Block("layer-0", 3), new Block("layer-1", 2));
    assertThat(blocks(Format.TRAK, "trak-float32/trak")).containsExactly(new Block("all", 4));
  }

  @Test
  void trakFeaturesAreReadWhereTheyAreAskedFor() {
    LocalStore store = new LocalStore(LocalStore.resource("trak-float32/trak"));
    StoreLayout layout =
        new TrakStore().layout(store, LocalStore.spec(Format.TRAK, "features", null));
    assertThat(layout.pieces())
        .singleElement()
        .extracting(StorePiece::file)
        .isEqualTo("0/features.mmap");
  }

  private static List<Block> blocks(Format format, String folder) {
    return StoreReader.of(format)
        .layout(new LocalStore(LocalStore.resource(folder)), LocalStore.spec(format, null, null))
        .blocks();
  }

  private static List<String> dataIds(LocalStore store, StoreLayout layout) throws IOException {
    List<String> ids = new ArrayList<>();
    for (StoreLayout.DataIds file : layout.dataIds()) {
      assertThat(file.firstRow()).isEqualTo(ids.size());
      for (JsonNode row : JSON.readTree(Files.readString(store.path(file.file())))) {
        ids.add(row.path("data_id").asText());
      }
    }
    return ids;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static float[][] floats(JsonNode rows) {
    float[][] floats = new float[rows.size()][];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = new float[rows.path(i).size()];
      for (int j = 0; j < floats[i].length; j++) {
        floats[i][j] = (float) rows.path(i).path(j).doubleValue();
      }
    }
    return floats;
  }
}

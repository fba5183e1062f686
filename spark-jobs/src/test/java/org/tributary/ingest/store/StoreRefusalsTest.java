package org.tributary.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.ingest.store.StoreSpec.Format;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** A store that isn't whole, or isn't what it says, is refused with the file and what to do. */
class StoreRefusalsTest {
  @TempDir Path folder;

  @Test
  void tornFiles() throws IOException {
    torn(
        Format.BERGSON,
        "bergson-old-shards/index",
        "shard_00001/gradients.bin",
        "3 rows of 5 x float32 make 60");
    torn(Format.LOGIX, "logix-float16/log", "log_rank_0_chunk_1.mmap", "_metadata.json make 80");
    torn(Format.TRAK, "trak-float32/trak", "0/grads.mmap", "the shape [6, 4] make 224");
    torn(Format.TRAK, "trak-float32/trak", "0/out_to_loss.mmap", "the shape [6, 1] make 152");
    torn(
        Format.DATTRI,
        "dattri-bfloat16/cache",
        "grad/chunk_gradients_0_1.mmap",
        "4 rows of 5 x bfloat16 make 40");
  }

  private void torn(Format format, String fixture, String file, String message) throws IOException {
    Path copy = Files.createTempDirectory(folder, "torn");
    Files.delete(copy);
    LocalStore store = LocalStore.copy(fixture, copy);
    byte[] bytes = Files.readAllBytes(store.path(file));
    Files.write(store.path(file), Arrays.copyOf(bytes, bytes.length - 1));
    refused(store, format, file, (bytes.length - 1) + " bytes", message, "Copy or export it again");
    Files.write(store.path(file), Arrays.copyOf(bytes, bytes.length + 1));
    refused(store, format, file, message);
    Files.delete(store.path(file));
    if (format != Format.LOGIX) { // LogIX finds its chunks by these files; a gap shows in the ids
      refused(store, format, "is missing");
    }
  }

  @Test
  void bergson() throws IOException {
    LocalStore store = LocalStore.copy("bergson-float16/index", folder.resolve("s"));
    String info = Files.readString(store.path("info.json"));
    edited(
        store,
        info,
        "\"attribute_tokens\": false",
        "\"attribute_tokens\": true",
        Format.BERGSON,
        "a gradient per token",
        "without --attribute_tokens");
    edited(
        store,
        info,
        "\"num_items\": 4",
        "\"num_items\": 3",
        Format.BERGSON,
        "rows aren't documents");
    edited(
        store,
        info,
        "\"float16\"",
        "\">f2\"",
        Format.BERGSON,
        "element type >f2",
        "Export it with one of them");
    edited(store, info, "\"b\": 2", "\"b\": -2", Format.BERGSON, "grad_sizes of b is -2");
    edited(
        store,
        info,
        "\"num_grads\": 4",
        "\"num_grads\": \"4\"",
        Format.BERGSON,
        "num_items 4, but num_grads");
    edited(store, info, "{", "[", Format.BERGSON, "info.json can't be read as JSON");
    refused(
        new LocalStore(LocalStore.resource("logix-float16")),
        Format.BERGSON,
        "neither info.json nor a folder with one");
  }

  @Test
  void shardsMustHaveTheSameLayers() throws IOException {
    LocalStore store = LocalStore.copy("bergson-old-shards/index", folder.resolve("s"));
    Path info = store.path("shard_00002/info.json");
    Files.writeString(info, Files.readString(info).replace("\"a\": 2", "\"z\": 2"));
    refused(
        store,
        Format.BERGSON,
        "shard_00002/info.json has the layers [z (2), b (3)]",
        "files before it have [a (2), b (3)]");
  }

  @Test
  void trak() throws IOException {
    LocalStore store = LocalStore.copy("trak-float32/trak", folder.resolve("s"));
    String metadata = Files.readString(store.path("metadata.json"));
    Files.writeString(store.path("metadata.json"), metadata.replace("4", "5"));
    refused(store, Format.TRAK, "JL dimension 5", "rows of 4");
    Files.writeString(store.path("metadata.json"), metadata.replace("normal", "rademacher"));
    refused(
        store,
        Format.TRAK,
        "JL matrix type rademacher",
        "projection.generator of store.json is trak normal");
    Files.writeString(store.path("metadata.json"), metadata);
    byte[] featurized = Files.readAllBytes(store.path("0/_is_featurized.mmap"));
    featurized[featurized.length - 4] = 0;
    Files.write(store.path("0/_is_featurized.mmap"), featurized);
    refused(store, Format.TRAK, "1 of 6 training rows aren't featurized");
    Files.delete(store.path("0/grads.mmap"));
    refused(store, Format.TRAK, "finalize_features(del_grads=False)", "\"array\": \"features\"");
  }

  @Test
  void npyHeaders() throws IOException {
    LocalStore store = LocalStore.copy("trak-float32/trak", folder.resolve("s"));
    byte[] grads = Files.readAllBytes(store.path("0/grads.mmap"));
    String text = new String(grads, java.nio.charset.StandardCharsets.ISO_8859_1);
    npy(store, text.replace("False", "True "), "fortran_order True");
    npy(store, text.replace("(6, 4)", "(6,4,)").replace("(6,4,)", "(24,) "), "shape [24]");
    npy(store, text.replace("<f4", "<c8"), "element type <c8");
    npy(store, text.replace("NUMPY", "NUMPI"), "doesn't begin as a .npy file does");
    npy(store, "", "doesn't begin as a .npy file does");
    npy(store, text.replace("'shape'", "'shapo'"), "header that isn't one");
  }

  private static void npy(LocalStore store, String text, String message) throws IOException {
    Files.write(
        store.path("0/grads.mmap"), text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    refused(store, Format.TRAK, "0/grads.mmap", message);
  }

  @Test
  void dattri() throws IOException {
    LocalStore store = LocalStore.copy("dattri-float32/cache/grad", folder.resolve("s"));
    String file = "chunk_gradients_0_1_metadata.json";
    String metadata = Files.readString(store.path(file));
    for (List<String> edit :
        List.of(
            List.of("[3,2]", "[3,3]", "layer_dims add up to 6"),
            List.of("\"batch_idx\":1", "\"batch_idx\":2", "batch 1 is missing or comes twice"),
            List.of("\"end_row\":2", "\"end_row\":9", "of no rows"),
            List.of("\"end_row\":2", "\"end_row\":1", "has 4 rows, but its batches have 3"),
            List.of("\"float32\"", "\"int64\"", "element type int64"))) {
      assertThat(metadata).contains(edit.get(0));
      Files.writeString(store.path(file), metadata.replace(edit.get(0), edit.get(1)));
      refused(store, Format.DATTRI, edit.get(2));
    }
    refused(new LocalStore(folder), Format.DATTRI, "there is no chunk_gradients_FIRST_LAST");
  }

  @Test
  void logix() throws IOException {
    LocalStore store = LocalStore.copy("logix-float32/log", folder.resolve("s"));
    String file = "log_rank_0_chunk_0_metadata.json";
    String metadata = Files.readString(store.path(file));
    edited(
        store,
        file,
        metadata,
        "\"offset\": 80",
        "\"offset\": 84",
        Format.LOGIX,
        "row 1 of " + file,
        "doesn't follow the row before it");
    edited(
        store,
        file,
        metadata,
        "\"grad\"",
        "\"forward\"",
        Format.LOGIX,
        "no gradient",
        "Log 'grad' only");
    edited(store, file, metadata, "[", "{", Format.LOGIX, "is no JSON list");
    Files.delete(store.path(file));
    refused(store, Format.LOGIX, file + " is missing");
    refused(new LocalStore(folder), Format.LOGIX, "there is no log_rank_RANK_chunk_CHUNK.mmap");
  }

  private static void edited(
      LocalStore store, String text, String from, String to, Format format, String... messages)
      throws IOException {
    edited(store, "info.json", text, from, to, format, messages);
  }

  private static void edited(
      LocalStore store,
      String file,
      String text,
      String from,
      String to,
      Format format,
      String... messages)
      throws IOException {
    assertThat(text).contains(from);
    Files.writeString(store.path(file), text.replace(from, to));
    refused(store, format, messages);
  }

  private static void refused(LocalStore store, Format format, String... messages) {
    assertThatThrownBy(
            () -> StoreReader.of(format).layout(store, LocalStore.spec(format, null, null)))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.LANDING_UNREADABLE))
        .hasMessageContainingAll(messages)
        .hasMessageContaining("Gradient store gradient_stores/s: ")
        .hasMessageEndingWith("Nothing of it was ingested.");
  }
}

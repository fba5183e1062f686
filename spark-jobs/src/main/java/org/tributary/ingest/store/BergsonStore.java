package org.tributary.ingest.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * bergson: a folder with {@code gradients.bin} (rows of all layers, no header) and {@code
 * info.json}, or a folder of such folders (shards), which follow each other in the order of their
 * names. Newer versions write {@code base_dtype}; older ones a structured type, whose first format
 * tells the element's.
 */
final class BergsonStore implements StoreReader {
  private static final String INFO = "info.json";
  private static final String GRADIENTS = "gradients.bin";

  @Override
  public StoreLayout layout(StoreFolder store, StoreSpec spec) {
    List<String> files = new ArrayList<>();
    List<StorePiece> pieces = new ArrayList<>();
    List<Block> blocks = null;
    long rows = 0;
    for (String shard : shards(store)) {
      JsonNode info = StoreReader.json(store, shard + INFO);
      requireRowsAreDocuments(store, shard + INFO, info);
      blocks =
          StoreReader.sameBlocks(store, shard + INFO, blocks, blocks(store, shard + INFO, info));
      int columns = blocks.stream().mapToInt(Block::dimension).sum();
      long count = count(store, shard + INFO, info, "num_grads");
      ElementType type = StoreReader.type(store, shard + INFO, typeName(store, shard + INFO, info));
      StorePiece piece = new StorePiece(shard + GRADIENTS, 0, rows, count, columns, type);
      StoreReader.requireLength(
          store,
          piece.file(),
          piece.bytes(),
          count + " rows of " + columns + " x " + type.name().toLowerCase(java.util.Locale.ROOT));
      files.add(shard + INFO);
      files.add(piece.file());
      pieces.add(piece);
      rows += count;
    }
    return new StoreLayout(files, rows, blocks, pieces, Optional.empty(), List.of());
  }

  /** Prefixes of the folders that hold rows. */
  private static List<String> shards(StoreFolder store) {
    if (store.exists(INFO) || store.exists(GRADIENTS)) {
      return List.of("");
    }
    List<String> shards =
        store.names("").stream()
            .map(name -> name + "/")
            .filter(shard -> store.exists(shard + INFO) || store.exists(shard + GRADIENTS))
            .toList();
    if (shards.isEmpty()) {
      throw StoreProblem.unreadable(
          store,
          "there is neither %s nor a folder with one. Let 'path' of store.json name the folder that"
              + " bergson wrote.",
          INFO);
    }
    return shards;
  }

  private static void requireRowsAreDocuments(StoreFolder store, String file, JsonNode info) {
    if (info.path("attribute_tokens").asBoolean(false)) {
      throw StoreProblem.unreadable(
          store,
          "%s says attribute_tokens: it has a gradient per token, and attribution here is per"
              + " document. Build the index without --attribute_tokens.",
          file);
    }
    JsonNode items = info.path("num_items");
    if (!items.isMissingNode() && !items.equals(info.path("num_grads"))) {
      throw StoreProblem.unreadable(
          store,
          "%s has num_items %s, but num_grads %s: rows aren't documents.",
          file,
          items,
          info.path("num_grads"));
    }
  }

  private static List<Block> blocks(StoreFolder store, String file, JsonNode info) {
    List<Block> blocks = new ArrayList<>();
    info.path("grad_sizes")
        .fields()
        .forEachRemaining(
            layer -> {
              int size = layer.getValue().asInt(0);
              if (size < 1) {
                throw StoreProblem.unreadable(
                    store,
                    "%s: grad_sizes of %s is %s, no size.",
                    file,
                    layer.getKey(),
                    layer.getValue());
              }
              blocks.add(new Block(layer.getKey(), size));
            });
    return blocks;
  }

  private static long count(StoreFolder store, String file, JsonNode info, String key) {
    JsonNode value = info.path(key);
    if (!value.isIntegralNumber() || value.longValue() < 0) {
      throw StoreProblem.unreadable(store, "%s: %s is %s, no count.", file, key, value);
    }
    return value.longValue();
  }

  /** E.g. {@code float32}, or {@code (64,)<f4} in a structured type. */
  private static String typeName(StoreFolder store, String file, JsonNode info) {
    JsonNode base = info.path("base_dtype");
    JsonNode named = base.isTextual() ? base : info.path("dtype").path("formats").path(0);
    if (!named.isTextual()) {
      throw StoreProblem.unreadable(
          store, "%s has neither base_dtype nor dtype.formats, so its numbers have no type.", file);
    }
    return named.textValue().replaceFirst("^\\([0-9, ]*\\)", "");
  }
}

package org.tributary.ingest.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * dattri's block-projected influence: {@code chunk_gradients_FIRST_LAST.mmap} (rows of all layers,
 * no header; bfloat16 as uint16) with {@code ..._metadata.json}. A chunk holds batches in the order
 * in which they came; a row's number is its place when batches are taken by number. Files lie in
 * the folder itself or in its {@code grad}.
 */
final class DattriStore implements StoreReader {
  private static final String METADATA = "_metadata.json";
  private static final String DEFAULT_ARRAY = "gradients";

  /** A run of rows of one batch, not yet numbered. */
  private record Batch(long number, String file, long firstRow, long rows, ElementType type) {}

  @Override
  public StoreLayout layout(StoreFolder store, StoreSpec spec) {
    String array = spec.array() == null ? DEFAULT_ARRAY : spec.array();
    List<String> files = new ArrayList<>();
    List<Batch> batches = new ArrayList<>();
    List<Block> blocks = null;
    for (String metadata : chunks(store, array)) {
      JsonNode json = StoreReader.json(store, metadata);
      String file = metadata.substring(0, metadata.length() - METADATA.length()) + ".mmap";
      blocks = StoreReader.sameBlocks(store, metadata, blocks, blocks(store, metadata, json));
      files.add(metadata);
      files.add(file);
      batches.addAll(batches(store, metadata, file, json, blocks));
    }
    batches.sort(Comparator.comparingLong(Batch::number));
    requireEveryBatchOnce(store, batches);
    List<StorePiece> pieces = pieces(batches, blocks);
    long rows = pieces.stream().mapToLong(StorePiece::rows).sum();
    return new StoreLayout(files, rows, blocks, pieces, Optional.empty(), List.of());
  }

  private static List<String> chunks(StoreFolder store, String array) {
    Pattern name = Pattern.compile("chunk_" + Pattern.quote(array) + "_[0-9]+_[0-9]+" + METADATA);
    for (String folder : List.of("", "grad/", array + "/")) {
      List<String> chunks =
          store.names(folder).stream()
              .map(name::matcher)
              .filter(Matcher::matches)
              .map(matcher -> folder + matcher.group())
              .toList();
      if (!chunks.isEmpty()) {
        return chunks;
      }
    }
    throw StoreProblem.unreadable(
        store,
        "there is no chunk_%s_FIRST_LAST%s, neither here nor in a folder grad.",
        array,
        METADATA);
  }

  private static List<Block> blocks(StoreFolder store, String file, JsonNode json) {
    List<Block> blocks = new ArrayList<>();
    for (JsonNode size : json.path("layer_dims")) {
      if (!size.isInt() || size.intValue() < 1) {
        throw StoreProblem.unreadable(store, "%s: layer_dims has %s, no size.", file, size);
      }
      blocks.add(new Block("layer-" + blocks.size(), size.intValue()));
    }
    return blocks;
  }

  private static List<Batch> batches(
      StoreFolder store, String metadata, String file, JsonNode json, List<Block> blocks) {
    int columns = blocks.stream().mapToInt(Block::dimension).sum();
    String stored = json.path("storage_dtype").asText();
    ElementType type =
        stored.equals("uint16")
            ? ElementType.BFLOAT16
            : StoreReader.type(store, metadata, stored.replace("torch.", ""));
    long rows = json.path("shape").path(0).asLong(-1);
    if (json.path("shape").path(1).asLong(-1) != columns || rows < 0) {
      throw StoreProblem.unreadable(
          store,
          "%s has the shape %s, but layer_dims add up to %d.",
          metadata,
          json.path("shape"),
          columns);
    }
    StorePiece whole = new StorePiece(file, 0, 0, rows, columns, type);
    StoreReader.requireLength(
        store,
        file,
        whole.bytes(),
        rows + " rows of " + columns + " x " + type.name().toLowerCase(Locale.ROOT));
    List<Batch> batches = new ArrayList<>();
    long covered = 0;
    for (JsonNode batch : json.path("batches")) {
      long from = batch.path("start_row").asLong(-1);
      long to = batch.path("end_row").asLong(-1);
      if (from < 0 || to < from || to > rows) {
        throw StoreProblem.unreadable(store, "%s has a batch %s of no rows.", metadata, batch);
      }
      covered += to - from;
      batches.add(new Batch(batch.path("batch_idx").asLong(-1), file, from, to - from, type));
    }
    if (covered != rows) {
      throw StoreProblem.unreadable(
          store, "%s has %d rows, but its batches have %d.", metadata, rows, covered);
    }
    return batches;
  }

  private static void requireEveryBatchOnce(StoreFolder store, List<Batch> batches) {
    for (int i = 0; i < batches.size(); i++) {
      if (batches.get(i).number() != i) {
        throw StoreProblem.unreadable(
            store,
            "batch %d is missing or comes twice (the next has the number %d), so rows can't be"
                + " numbered. Cache all batches again.",
            i,
            batches.get(i).number());
      }
    }
  }

  /** Batches that follow each other in their file become one piece. */
  private static List<StorePiece> pieces(List<Batch> batches, List<Block> blocks) {
    int columns = blocks.stream().mapToInt(Block::dimension).sum();
    List<StorePiece> pieces = new ArrayList<>();
    long row = 0;
    for (Batch batch : batches) {
      StorePiece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
      long offset = Math.multiplyExact(batch.firstRow(), (long) columns * batch.type().bytes());
      if (last != null
          && last.file().equals(batch.file())
          && last.offset() + last.bytes() == offset) {
        pieces.set(
            pieces.size() - 1,
            new StorePiece(
                last.file(),
                last.offset(),
                last.firstRow(),
                last.rows() + batch.rows(),
                columns,
                last.type()));
      } else {
        pieces.add(new StorePiece(batch.file(), offset, row, batch.rows(), columns, batch.type()));
      }
      row += batch.rows();
    }
    return pieces;
  }
}

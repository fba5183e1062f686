package org.tributary.ingest.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LogIX: {@code log_rank_RANK_chunk_CHUNK.mmap} (per row all modules, no header) with {@code
 * ..._metadata.json}, a list with an object per row. Files follow each other by rank, then chunk.
 * The metadata is looked through as a stream: it is as long as the store.
 */
final class LogixStore implements StoreReader {
  private static final Pattern CHUNK = Pattern.compile("log_rank_([0-9]+)_chunk_([0-9]+)\\.mmap");
  private static final String GRADIENT = "grad";

  /** A chunk file and the name of its metadata. */
  private record Chunk(long rank, long number, String file, String metadata) {}

  /** What the rows of a chunk have in common. */
  private record Rows(long count, List<Block> blocks, ElementType type) {}

  @Override
  public StoreLayout layout(StoreFolder store, StoreSpec spec) {
    List<String> files = new ArrayList<>();
    List<StorePiece> pieces = new ArrayList<>();
    List<StoreLayout.DataIds> ids = new ArrayList<>();
    List<Block> blocks = null;
    long rows = 0;
    for (Chunk chunk : chunks(store)) {
      Rows found = rows(store, chunk);
      files.add(chunk.metadata());
      files.add(chunk.file());
      if (found.count() == 0) {
        StoreReader.requireLength(store, chunk.file(), 0, "no rows");
        continue;
      }
      blocks = StoreReader.sameBlocks(store, chunk.metadata(), blocks, found.blocks());
      int columns = blocks.stream().mapToInt(Block::dimension).sum();
      StorePiece piece =
          new StorePiece(chunk.file(), 0, rows, found.count(), columns, found.type());
      StoreReader.requireLength(
          store, chunk.file(), piece.bytes(), "the rows of " + chunk.metadata());
      pieces.add(piece);
      ids.add(new StoreLayout.DataIds(chunk.metadata(), rows));
      rows += found.count();
    }
    if (blocks == null) {
      throw StoreProblem.unreadable(store, "it has no rows.");
    }
    return new StoreLayout(files, rows, blocks, pieces, Optional.empty(), ids);
  }

  private static List<Chunk> chunks(StoreFolder store) {
    List<Chunk> chunks = new ArrayList<>();
    for (String name : store.names("")) {
      Matcher matcher = CHUNK.matcher(name);
      if (matcher.matches()) {
        chunks.add(
            new Chunk(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                name,
                name.replaceFirst("\\.mmap$", "_metadata.json")));
      }
    }
    if (chunks.isEmpty()) {
      throw StoreProblem.unreadable(store, "there is no log_rank_RANK_chunk_CHUNK.mmap.");
    }
    chunks.sort(Comparator.comparingLong(Chunk::rank).thenComparingLong(Chunk::number));
    return chunks;
  }

  private static Rows rows(StoreFolder store, Chunk chunk) {
    if (!store.exists(chunk.metadata())) {
      throw StoreProblem.unreadable(store, "the file %s is missing.", chunk.metadata());
    }
    try (InputStream in = store.open(chunk.metadata());
        JsonParser json = StoreReader.parser(in)) {
      requireStart(store, chunk, json.nextToken());
      Rows rows = new Rows(0, List.of(), null);
      while (json.nextToken() == JsonToken.START_OBJECT) {
        rows = next(store, chunk, rows, JSON.readTree(json));
      }
      return rows;
    } catch (IOException e) {
      throw StoreProblem.unreadable(
          store, "%s can't be read as JSON: %s.", chunk.metadata(), e.getMessage());
    }
  }

  private static void requireStart(StoreFolder store, Chunk chunk, JsonToken token) {
    if (token != JsonToken.START_ARRAY) {
      throw StoreProblem.unreadable(store, "%s is no JSON list.", chunk.metadata());
    }
  }

  private static Rows next(StoreFolder store, Chunk chunk, Rows before, JsonNode row) {
    List<Block> blocks = blocks(store, chunk, row);
    ElementType type = StoreReader.type(store, chunk.metadata(), row.path("dtype").asText());
    long columns = blocks.stream().mapToLong(Block::dimension).sum();
    boolean fits =
        (before.count() == 0 || before.blocks().equals(blocks) && before.type() == type)
            && row.path("offset").asLong(-1) == before.count() * columns * type.bytes()
            && row.path("block_size").asLong(columns) == columns;
    if (!fits) {
      throw StoreProblem.unreadable(
          store,
          "row %d of %s (data_id %s) doesn't follow the row before it: offset, shape, block_size or"
              + " dtype differ. Log it again with one set of modules.",
          before.count(),
          chunk.metadata(),
          row.path("data_id"));
    }
    return new Rows(before.count() + 1, blocks, type);
  }

  private static List<Block> blocks(StoreFolder store, Chunk chunk, JsonNode row) {
    List<Block> blocks = new ArrayList<>();
    JsonNode paths = row.path("path");
    JsonNode shapes = row.path("shape");
    for (int i = 0; i < paths.size(); i++) {
      List<String> path = new ArrayList<>();
      paths.get(i).forEach(part -> path.add(part.asText()));
      if (path.isEmpty() || !path.get(path.size() - 1).equals(GRADIENT)) {
        throw StoreProblem.unreadable(
            store, "%s logs %s, which is no gradient. Log 'grad' only.", chunk.metadata(), path);
      }
      long size = 1;
      for (JsonNode length : shapes.path(i)) {
        size = Math.multiplyExact(size, length.asLong(0));
      }
      blocks.add(
          new Block(String.join(".", path.subList(0, path.size() - 1)), Math.toIntExact(size)));
    }
    return blocks;
  }
}

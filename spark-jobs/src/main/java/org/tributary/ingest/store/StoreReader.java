package org.tributary.ingest.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads the layout of one tool's stores. */
public interface StoreReader {
  /** JSON as Python writes it. */
  ObjectMapper JSON = new ObjectMapper(new JsonFactory());

  /**
   * Where the rows are.
   *
   * @param store the tool's own folder
   * @throws org.tributary.schemas.TributaryException LANDING_UNREADABLE where files are missing,
   *     torn or of a kind that isn't read
   */
  StoreLayout layout(StoreFolder store, StoreSpec spec);

  /** The reader of a tool's stores. */
  static StoreReader of(StoreSpec.Format format) {
    return switch (format) {
      case BERGSON -> new BergsonStore();
      case LOGIX -> new LogixStore();
      case TRAK -> new TrakStore();
      case DATTRI -> new DattriStore();
    };
  }

  /** A JSON object of a small file. */
  static JsonNode json(StoreFolder store, String file) {
    if (!store.exists(file)) {
      throw StoreProblem.unreadable(store, "the file %s is missing.", file);
    }
    try (InputStream in = store.open(file)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw StoreProblem.unreadable(store, "%s can't be read as JSON: %s.", file, e.getMessage());
    }
  }

  /** A parser of a JSON file that may be big; the caller closes it. */
  static JsonParser parser(InputStream in) throws IOException {
    return JSON.getFactory().createParser(in);
  }

  /** The type that a file names. */
  static ElementType type(StoreFolder store, String file, String name) {
    return ElementType.of(name)
        .orElseThrow(
            () ->
                StoreProblem.unreadable(
                    store,
                    "%s has the element type %s; float64, float32, float16, bfloat16 and int8, all"
                        + " little-endian, are read. Export it with one of them.",
                    file,
                    name));
  }

  /** Refuses a file that is longer or shorter than its description says. */
  static void requireLength(StoreFolder store, String file, long expected, String because) {
    if (!store.exists(file)) {
      throw StoreProblem.unreadable(store, "the file %s is missing.", file);
    }
    long length = store.length(file);
    if (length != expected) {
      throw StoreProblem.unreadable(
          store,
          "%s has %d bytes, but %s make %d: it is torn, or was written with other settings. Copy"
              + " or export it again.",
          file,
          length,
          because,
          expected);
    }
  }

  /** A layout needs rows and blocks, and all its parts need the same blocks. */
  static List<Block> sameBlocks(
      StoreFolder store, String file, List<Block> first, List<Block> next) {
    if (next.isEmpty()) {
      throw StoreProblem.unreadable(store, "%s names no layer, so rows have no numbers.", file);
    }
    if (first != null && !first.equals(next)) {
      throw StoreProblem.unreadable(
          store, "%s has the layers %s, but files before it have %s.", file, next, first);
    }
    return next;
  }
}

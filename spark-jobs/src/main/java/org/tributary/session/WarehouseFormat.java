package org.tributary.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * The file {@code ROOT/warehouse.json}, which says that a folder is a warehouse and in which
 * layout. Every command looks at it before it reads or writes anything else.
 */
public final class WarehouseFormat {
  private static final String MARKER = "warehouse.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private WarehouseFormat() {}

  /**
   * Refuses what isn't a warehouse of this version's layout.
   *
   * @throws TributaryException with {@link ErrorCode#INPUT_MISSING} where there is no warehouse,
   *     with {@link ErrorCode#WAREHOUSE_VERSION} where the folder holds something else
   */
  public static void check(Warehouse warehouse) {
    checkBeforeIngest(warehouse);
    if (!isThere(warehouse)) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "There is no warehouse at %s. Run 'tributary ingest' first, or check --warehouse.",
          warehouse.root());
    }
  }

  /** As {@link #check}, but an empty or missing folder is fine: ingest makes a warehouse of it. */
  public static void checkBeforeIngest(Warehouse warehouse) {
    try {
      if (isThere(warehouse)) {
        requireThisFormat(warehouse);
      } else {
        requireEmpty(warehouse);
      }
    } catch (IOException e) {
      throw unreachable(warehouse, e);
    }
  }

  /** Writes the marker where it isn't there yet. */
  public static void create(Warehouse warehouse) {
    checkBeforeIngest(warehouse);
    if (isThere(warehouse)) {
      return;
    }
    String text =
        CanonicalJson.write(
            Map.of("format", EngineVersion.WAREHOUSE_FORMAT, "engine", EngineVersion.ENGINE));
    try (OutputStream out = files(warehouse).create(marker(warehouse), false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreachable(warehouse, e);
    }
  }

  private static boolean isThere(Warehouse warehouse) {
    try {
      return files(warehouse).exists(marker(warehouse));
    } catch (IOException e) {
      throw unreachable(warehouse, e);
    }
  }

  private static void requireThisFormat(Warehouse warehouse) throws IOException {
    JsonNode marker;
    try (InputStream in = files(warehouse).open(marker(warehouse))) {
      marker = JSON.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new TributaryException(
          ErrorCode.WAREHOUSE_VERSION,
          marker(warehouse)
              + " is damaged, so it can't be told whether this version may write here. It should"
              + " read like {\"engine\":\"0.1.0\",\"format\":1}.",
          e);
    }
    JsonNode format = marker.path("format");
    if (!format.isInt() || format.intValue() != EngineVersion.WAREHOUSE_FORMAT) {
      throw TributaryException.of(
          ErrorCode.WAREHOUSE_VERSION,
          "The warehouse at %s has format %s (written by Tributary %s), and this is Tributary %s,"
              + " which reads format %d. Use the version that wrote it, or another --warehouse.",
          warehouse.root(),
          format,
          marker.path("engine").asText("of unknown version"),
          EngineVersion.ENGINE,
          EngineVersion.WAREHOUSE_FORMAT);
    }
  }

  private static void requireEmpty(Warehouse warehouse) throws IOException {
    FileStatus[] entries;
    try {
      entries = files(warehouse).listStatus(new Path(warehouse.root()));
    } catch (FileNotFoundException e) {
      return;
    }
    if (entries.length > 0) {
      throw TributaryException.of(
          ErrorCode.WAREHOUSE_VERSION,
          "%s is no warehouse, and not empty either: it has %s, but no %s. Name an empty or new"
              + " folder with --warehouse.",
          warehouse.root(),
          entries[0].getPath().getName(),
          MARKER);
    }
  }

  private static Path marker(Warehouse warehouse) {
    return new Path(warehouse.root(), MARKER);
  }

  private static FileSystem files(Warehouse warehouse) {
    return Storage.of(
        new Path(warehouse.root()), warehouse.spark().sparkContext().hadoopConfiguration());
  }

  private static TributaryException unreachable(Warehouse warehouse, IOException cause) {
    return new TributaryException(
        ErrorCode.INFRASTRUCTURE,
        "The warehouse at " + warehouse.root() + " can't be reached: " + cause.getMessage(),
        cause);
  }
}

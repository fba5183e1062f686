package org.tributary.ingest.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What {@code store.json} says of a store, see {@code schemas/files/gradient-store.schema.json}.
 *
 * @param format which tool wrote it
 * @param kind whose gradients they are
 * @param modelId model
 * @param checkpoint checkpoint of the training run
 * @param path where the tool's files are, relative to store.json's folder or absolute
 * @param rows CSV file that names the rows, beside store.json
 * @param datanetId datanet of all rows, where the CSV file doesn't tell it; or null
 * @param array which of the tool's arrays is meant; null: the one with gradients
 * @param trakModel TRAK's id of the checkpoint
 * @param trakExperiment TRAK's name of the queries; null in a training store
 * @param projection what made the vectors, without their blocks, which the store itself tells
 */
public record StoreSpec(
    Format format,
    Kind kind,
    String modelId,
    String checkpoint,
    String path,
    String rows,
    String datanetId,
    String array,
    String trakModel,
    String trakExperiment,
    Projection projection) {
  /** File that makes a folder a store. */
  public static final String FILE = "store.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Keys of store.json. */
  static final Set<String> KEYS =
      Set.of(
          "format",
          "kind",
          "model_id",
          "checkpoint",
          "path",
          "rows",
          "datanet_id",
          "array",
          "trak_model",
          "trak_experiment",
          "projection");

  /** Keys of its projection. */
  static final Set<String> PROJECTION_KEYS =
      Set.of("generator", "seed", "scale", "dtype", "matrix_sha256");

  /** The tools. */
  public enum Format {
    BERGSON,
    LOGIX,
    TRAK,
    DATTRI
  }

  /** Whose gradients they are. */
  public enum Kind {
    /** Of training examples. */
    TRAINING,
    /** Of served outputs. */
    QUERIES
  }

  /**
   * Reads the file's text.
   *
   * @param store for messages
   * @throws org.tributary.schemas.TributaryException LANDING_UNREADABLE, naming what is wrong
   */
  public static StoreSpec parse(StoreFolder store, String text) {
    JsonNode json = object(store, text);
    requireKeys(store, json, KEYS, "");
    JsonNode projection = json.path("projection");
    if (!projection.isObject()) {
      throw StoreProblem.unreadable(store, "%s has no object 'projection'.", FILE);
    }
    requireKeys(store, projection, PROJECTION_KEYS, "projection.");
    Kind kind = choice(store, json, "kind", Kind.values());
    Format format = choice(store, json, "format", Format.values());
    String experiment = text(store, json, "trak_experiment").orElse(null);
    if ((format == Format.TRAK && kind == Kind.QUERIES) != (experiment != null)) {
      throw StoreProblem.unreadable(
          store, "%s must have 'trak_experiment' for TRAK's queries, and only for them.", FILE);
    }
    return new StoreSpec(
        format,
        kind,
        required(store, json, "model_id"),
        required(store, json, "checkpoint"),
        text(store, json, "path").orElse("."),
        text(store, json, "rows").orElse("rows.csv"),
        text(store, json, "datanet_id").orElse(null),
        text(store, json, "array").orElse(null),
        text(store, json, "trak_model").orElse("0"),
        experiment,
        projection(store, projection));
  }

  private static JsonNode object(StoreFolder store, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.isObject()) {
        return json;
      }
      throw StoreProblem.unreadable(store, "%s is no JSON object.", FILE);
    } catch (JsonProcessingException e) {
      throw StoreProblem.unreadable(store, "%s is no JSON: %s.", FILE, e.getOriginalMessage());
    }
  }

  private static Projection projection(StoreFolder store, JsonNode json) {
    JsonNode scale = json.path("scale");
    boolean isFinite = scale.isNumber() && Double.isFinite(scale.doubleValue());
    if (!scale.isMissingNode() && !scale.isNull() && !isFinite) {
      throw StoreProblem.unreadable(store, "%s: projection.scale must be a number.", FILE);
    }
    String sha256 = text(store, json, "matrix_sha256").orElse(null);
    if (sha256 != null && !SHA256.matcher(sha256).matches()) {
      throw StoreProblem.unreadable(
          store, "%s: projection.matrix_sha256 must be 64 lower-case hex digits.", FILE);
    }
    JsonNode seed = json.path("seed");
    return new Projection(
        required(store, json, "generator"),
        seed.isIntegralNumber() ? seed.asText() : text(store, json, "seed").orElse(null),
        scale.isNumber() ? (Double) scale.doubleValue() : null,
        required(store, json, "dtype"),
        List.of(),
        sha256);
  }

  private static void requireKeys(
      StoreFolder store, JsonNode json, Set<String> known, String prefix) {
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw StoreProblem.unreadable(
                    store,
                    "%s has an unknown key '%s%s'; it may have %s.",
                    FILE,
                    prefix,
                    key,
                    String.join(", ", new TreeSet<>(known)));
              }
            });
  }

  private static String required(StoreFolder store, JsonNode json, String key) {
    return text(store, json, key)
        .orElseThrow(() -> StoreProblem.unreadable(store, "%s has no '%s'.", FILE, key));
  }

  private static Optional<String> text(StoreFolder store, JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw StoreProblem.unreadable(store, "%s: '%s' must be a text.", FILE, key);
    }
    return Optional.of(value.textValue());
  }

  private static <E extends Enum<E>> E choice(
      StoreFolder store, JsonNode json, String key, E[] values) {
    String text = required(store, json, key);
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    throw StoreProblem.unreadable(
        store,
        "%s: '%s' is %s, but must be one of %s.",
        FILE,
        key,
        text,
        List.of(values).toString().toLowerCase(Locale.ROOT));
  }
}

package org.tributary.ingest.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * TRAK: a save_dir with {@code metadata.json} and per model id a folder of arrays, which are .npy
 * files in spite of their names. Training rows are {@code grads.mmap} with {@code out_to_loss.mmap}
 * as their loss weights (Q), or {@code features.mmap} where store.json asks for it: those carry
 * TRAK's own inverse already. Query rows are {@code EXPERIMENT_grads.mmap}.
 */
final class TrakStore implements StoreReader {
  private static final String METADATA = "metadata.json";
  private static final String GRADS = "grads";
  private static final String FEATURES = "features";

  @Override
  public StoreLayout layout(StoreFolder store, StoreSpec spec) {
    String folder = spec.trakModel() + "/";
    boolean training = spec.kind() == StoreSpec.Kind.TRAINING;
    String file = folder + (training ? array(store, spec, folder) : queries(spec));
    List<String> files = new ArrayList<>(List.of(METADATA, file));
    NpyHeader header = NpyHeader.read(store, file, 2);
    int dimension = requireMetadata(store, spec, file, header);
    List<Block> blocks = List.of(new Block("all", dimension));
    StorePiece rows = header.piece(store, file);
    Optional<StorePiece> weights = Optional.empty();
    if (training) {
      String loss = folder + "out_to_loss.mmap";
      String featurized = folder + "_is_featurized.mmap";
      files.add(loss);
      files.add(featurized);
      weights = Optional.of(column(store, loss, rows.rows()));
      requireFeaturized(store, featurized, rows.rows());
    }
    return new StoreLayout(files, rows.rows(), blocks, List.of(rows), weights, List.of());
  }

  private static String queries(StoreSpec spec) {
    return spec.trakExperiment() + "_grads.mmap";
  }

  private static String array(StoreFolder store, StoreSpec spec, String folder) {
    String array = spec.array() == null ? GRADS : spec.array();
    if (!array.equals(GRADS) && !array.equals(FEATURES)) {
      throw StoreProblem.unreadable(
          store, "%s: 'array' is %s, but must be grads or features.", StoreSpec.FILE, array);
    }
    if (array.equals(GRADS) && !store.exists(folder + "grads.mmap")) {
      throw StoreProblem.unreadable(
          store,
          "%sgrads.mmap is missing: TRAK deletes it when it finalizes features, unless"
              + " finalize_features(del_grads=False). Keep it, or let store.json say \"array\":"
              + " \"features\", which are TRAK's own inverse times the gradients and want no"
              + " preconditioner here.",
          folder);
    }
    return array + ".mmap";
  }

  /** The dimension, which metadata.json and the array must agree on. */
  private static int requireMetadata(
      StoreFolder store, StoreSpec spec, String file, NpyHeader header) {
    JsonNode metadata = StoreReader.json(store, METADATA);
    long dimension = metadata.path("JL dimension").asLong(-1);
    long columns = header.shape().get(1);
    if (dimension != columns) {
      throw StoreProblem.unreadable(
          store,
          "%s says JL dimension %s, but %s has rows of %d.",
          METADATA,
          metadata.path("JL dimension"),
          file,
          columns);
    }
    String type = metadata.path("JL matrix type").asText("").toLowerCase(Locale.ROOT);
    int dot = type.lastIndexOf('.');
    String matrix = type.substring(dot + 1);
    if (!spec.projection().generator().toLowerCase(Locale.ROOT).contains(matrix)) {
      throw StoreProblem.unreadable(
          store,
          "%s says JL matrix type %s, but projection.generator of %s is %s. Let it name the type.",
          METADATA,
          metadata.path("JL matrix type").asText(),
          StoreSpec.FILE,
          spec.projection().generator());
    }
    return Math.toIntExact(columns);
  }

  private static StorePiece column(StoreFolder store, String file, long rows) {
    NpyHeader header = NpyHeader.read(store, file, 1, 2);
    if (header.rows() != rows || header.columns() != 1) {
      throw StoreProblem.unreadable(
          store, "%s has the shape %s, but the store has %d rows.", file, header.shape(), rows);
    }
    return header.piece(store, file);
  }

  /** A row that wasn't featurized is all zeros in every array. */
  private static void requireFeaturized(StoreFolder store, String file, long rows) {
    NpyHeader header = NpyHeader.read(store, file, 1, 2);
    long missing = header.countZeros(store, file);
    if (header.rows() != rows || missing > 0) {
      throw StoreProblem.unreadable(
          store,
          "%s says that %d of %d training rows aren't featurized: their gradients are zeros. Run"
              + " TRAK to the end.",
          file,
          missing,
          rows);
    }
  }
}

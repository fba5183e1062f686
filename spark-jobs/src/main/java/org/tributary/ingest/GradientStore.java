package org.tributary.ingest;

import java.util.List;
import org.tributary.ingest.store.Projection;
import org.tributary.ingest.store.StoreLayout;
import org.tributary.ingest.store.StoreSpec;
import org.tributary.schemas.table.Tables;

/**
 * A gradient store below {@code LANDING/gradient_stores}, looked through.
 *
 * @param name path below the landing folder, {@code gradient_stores/NAME}
 * @param spec what its store.json says
 * @param projection what made its vectors, with their blocks
 * @param layout where its rows are
 * @param folder full path of the tool's files
 * @param rowNames full path of the CSV file that names the rows
 * @param members all files that its content depends on
 */
record GradientStore(
    String name,
    StoreSpec spec,
    Projection projection,
    StoreLayout layout,
    String folder,
    String rowNames,
    List<LandingFile> members)
    implements ScannedFile.Content {
  GradientStore {
    members = List.copyOf(members);
  }

  boolean isTraining() {
    return spec.kind() == StoreSpec.Kind.TRAINING;
  }

  /** The table that it feeds. */
  static String tableOf(StoreSpec spec) {
    return spec.kind() == StoreSpec.Kind.TRAINING
        ? Tables.TRAINING_SKETCHES
        : Tables.INFERENCE_SKETCHES;
  }

  /** How messages name it. */
  String title() {
    return String.format(
        java.util.Locale.ROOT,
        "%s (%s of model %s at checkpoint '%s')",
        name,
        isTraining() ? "training gradients" : "queries",
        spec.modelId(),
        spec.checkpoint());
  }
}

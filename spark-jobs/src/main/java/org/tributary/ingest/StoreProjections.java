package org.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.ingest.store.Block;
import org.tributary.ingest.store.Projection;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;

/**
 * Refuses a store whose vectors can't be compared with those that are there: of one model and
 * checkpoint, all sketches went through one projection. A sketch that names none counts as another.
 */
final class StoreProjections {
  private static final String ID = "projection_id";

  private final Warehouse warehouse;

  StoreProjections(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Another place where vectors of the same model and checkpoint come from.
   *
   * @param where in words
   * @param id of the projection, null where none is named
   * @param projection null where none is named, or the registry doesn't know it
   */
  private record Other(String where, String id, Projection projection) {}

  /**
   * Looks at stores before anything of them is written, and puts their projections into the
   * registry.
   *
   * @throws TributaryException with {@link ErrorCode#INPUT_INCONSISTENT}, naming both projections
   *     field by field
   */
  void register(List<ScannedFile> files) {
    List<GradientStore> stores =
        files.stream()
            .map(ScannedFile::content)
            .filter(GradientStore.class::isInstance)
            .map(GradientStore.class::cast)
            .toList();
    if (stores.isEmpty()) {
      return;
    }
    Map<String, Projection> registry = registry();
    for (int i = 0; i < stores.size(); i++) {
      GradientStore store = stores.get(i);
      List<Other> others = new ArrayList<>();
      for (GradientStore before : stores.subList(0, i)) {
        if (isSameModel(store, before)) {
          others.add(new Other(before.title(), before.projection().id(), before.projection()));
        }
      }
      others.addAll(held(store, registry));
      others.forEach(other -> requireSame(store, other));
    }
    add(stores, registry);
  }

  private static boolean isSameModel(GradientStore a, GradientStore b) {
    return a.spec().modelId().equals(b.spec().modelId())
        && a.spec().checkpoint().equals(b.spec().checkpoint());
  }

  private static void requireSame(GradientStore store, Other other) {
    if (store.projection().id().equals(other.id())) {
      return;
    }
    String difference =
        other.projection() != null
            ? String.join("; ", store.projection().differences(other.projection()))
            : "projection "
                + store.projection().id()
                + " here, "
                + (other.id() == null ? "none named" : "projection " + other.id())
                + " there";
    throw TributaryException.of(
        ErrorCode.INPUT_INCONSISTENT,
        "%s",
        "Gradient store "
            + store.title()
            + " was projected otherwise than "
            + other.where()
            + ": "
            + difference
            + ". Vectors can be compared only when one projection made them. Export one of the two"
            + " again with the other's projection, or under a checkpoint of its own, or correct"
            + " 'projection' in store.json; nothing of the store was ingested.");
  }

  /** What tables have of the store's model and checkpoint. */
  private List<Other> held(GradientStore store, Map<String, Projection> registry) {
    Column model = col("model_id").equalTo(lit(store.spec().modelId()));
    Column checkpoint = col("checkpoint").equalTo(lit(store.spec().checkpoint()));
    List<Other> others = new ArrayList<>();
    for (String table : List.of(Tables.TRAINING_SKETCHES, Tables.INFERENCE_SKETCHES)) {
      Dataset<Row> rows = warehouse.read(table).where(model).where(checkpoint).select(ID);
      others.addAll(others("the sketches in table " + table, rows, registry));
    }
    Dataset<Row> logged =
        warehouse
            .read(Tables.INFERENCE_LOG)
            .where(model)
            .select(explode(col("sketches")).as("sketch"))
            .selectExpr("sketch.checkpoint", "sketch.projection_id")
            .where(checkpoint)
            .where(col(ID).isNotNull())
            .select(ID);
    others.addAll(others("the sketches in table inference_log", logged, registry));
    return others;
  }

  private static List<Other> others(
      String where, Dataset<Row> rows, Map<String, Projection> registry) {
    return rows.distinct().orderBy(ID).collectAsList().stream()
        .map(row -> row.getString(0))
        .map(id -> new Other(where, id, Optional.ofNullable(id).map(registry::get).orElse(null)))
        .toList();
  }

  private Map<String, Projection> registry() {
    Map<String, Projection> registry = new LinkedHashMap<>();
    for (Row row : warehouse.read(Tables.PROJECTIONS).collectAsList()) {
      List<Block> blocks = new ArrayList<>();
      for (Row block : row.<Row>getList(row.fieldIndex("blocks"))) {
        blocks.add(new Block(block.getAs("name"), block.<Integer>getAs("dimension")));
      }
      registry.put(
          row.getAs(ID),
          new Projection(
              row.getAs("generator"),
              row.getAs("seed"),
              row.getAs("scale"),
              row.getAs("dtype"),
              blocks,
              row.getAs("matrix_sha256")));
    }
    return registry;
  }

  private void add(List<GradientStore> stores, Map<String, Projection> registry) {
    Map<String, Projection> missing = new LinkedHashMap<>();
    stores.forEach(store -> missing.put(store.projection().id(), store.projection()));
    missing.keySet().removeAll(registry.keySet());
    List<Row> rows = new ArrayList<>();
    missing.forEach((id, projection) -> rows.add(row(id, projection)));
    if (!rows.isEmpty()) {
      warehouse.append(
          Tables.PROJECTIONS,
          warehouse
              .spark()
              .createDataFrame(rows, warehouse.columns(Tables.PROJECTIONS))
              .coalesce(1));
    }
  }

  private static Row row(String id, Projection projection) {
    return RowFactory.create(
        id,
        projection.generator(),
        projection.seed(),
        projection.scale(),
        projection.dtype(),
        projection.dimension(),
        projection.blocks().stream()
            .map(block -> RowFactory.create(block.name(), block.dimension()))
            .toArray(),
        projection.matrixSha256());
  }
}

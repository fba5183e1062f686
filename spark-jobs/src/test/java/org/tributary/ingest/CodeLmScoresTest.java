package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.gpu.Kernel;
import org.tributary.gpu.Kernels;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.ContributionKey;
import org.tributary.influence.InMemoryPreparation;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PackedRows;
import org.tributary.influence.PreparedModel;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.SketchBytes;
import org.tributary.influence.SketchLayout;
import org.tributary.influence.TrainingExample;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.table.Tables;

/**
 * A store that bergson wrote for a real language model, with bergson's own scores: ingested, and
 * scored by the engine's own classes in int8, they agree. {@code -Dtributary.code.lm=FOLDER} takes
 * the whole store instead of the part that lies in the resources.
 */
class CodeLmScoresTest {
  private static final int TOP = 50;
  private static final double CORRELATION = 0.9998;
  private static final double OVERLAP = 0.97;

  @TempDir Path folder;
  private Path source;

  @Test
  void theEnginesScoresAreTheTools() throws IOException {
    source =
        Path.of(
            System.getProperty("tributary.code.lm", Stores.resource("bergson-code-lm").toString()));
    List<String> ids = Stores.lines(source.resolve("train_ids.csv"));
    int queries = Math.toIntExact(Files.size(source.resolve("query/gradients.bin")) / (768 * 4));
    Landing landing = landed(ids, queries);
    IngestResult result = landing.ingest(1 << 20);
    assertThat(result.of(Tables.TRAINING_SKETCHES).added()).isEqualTo(ids.size() - 1);
    assertThat(result.of(Tables.INFERENCE_SKETCHES).added()).isEqualTo(queries);

    List<SketchLayout.Part> parts = parts(landing);
    assertThat(parts).hasSize(12).allMatch(part -> part.dimension() == 64);
    List<TrainingExample> examples = examples(landing);
    List<Map<String, CheckpointSketch>> inferences = inferences(landing);
    for (Preconditioner method :
        List.of(Preconditioner.GRADIENT_DOT, Preconditioner.GRADIENT_COSINE)) {
      float[][] tools =
          npy(method == Preconditioner.GRADIENT_DOT ? "scores_dot.npy" : "scores_cos.npy");
      double[][] engines = scores(method, parts, examples, inferences, places(ids));
      double correlation = pearson(tools, engines);
      double overlap = overlap(tools, engines);
      System.out.printf(
          Locale.ROOT,
          "%s, %d x %d: correlation %.6f, top %d overlap %.4f%n",
          method,
          tools.length,
          tools[0].length,
          correlation,
          TOP,
          overlap);
      assertThat(correlation).as(method.toString()).isGreaterThanOrEqualTo(CORRELATION);
      assertThat(overlap).as(method.toString()).isGreaterThanOrEqualTo(OVERLAP);
    }
  }

  private Landing landed(List<String> ids, int queries) {
    Landing landing = Landing.withTables(folder);
    Stores.add(
        landing.warehouse(),
        Tables.CONTRIBUTIONS,
        ids.stream().skip(1).map(CodeLmScoresTest::key).map(Stores::contribution).toList());
    Stores.add(landing.warehouse(), Tables.INFERENCE_LOG, Stores.inferences(queries, "i%04d"));
    for (String kind : List.of("training", "queries")) {
      String store = "gradient_stores/" + kind;
      String path = source.resolve(kind.equals("training") ? "train" : "query").toString();
      landing.text(
          store + "/store.json",
          Stores.json("bergson", kind, "").replace("\"files\"", "\"" + path + "\""));
      landing.text(
          store + "/rows.csv",
          kind.equals("training")
              ? String.join("\n", ids)
              : Stores.csv(queries, "row,inference_id", "i%04d"));
    }
    return landing;
  }

  private static ContributionKey key(String line) {
    String[] fields = line.split(",", -1);
    return new ContributionKey(fields[2], fields[1]);
  }

  /** Row of the store by contribution. */
  private static Map<ContributionKey, Integer> places(List<String> ids) {
    Map<ContributionKey, Integer> places = new java.util.HashMap<>();
    for (int i = 1; i < ids.size(); i++) {
      places.put(key(ids.get(i)), i - 1);
    }
    return places;
  }

  /** The model's layout, from the projection that ingest made of grad_sizes. */
  private static List<SketchLayout.Part> parts(Landing landing) {
    Row projection = landing.warehouse().read(Tables.PROJECTIONS).first();
    List<Row> blocks = projection.getList(projection.fieldIndex("blocks"));
    List<SketchLayout.Part> parts = new ArrayList<>();
    for (Row block : blocks) {
      parts.add(
          new SketchLayout.Part(
              "last",
              projection.getAs("projection_id"),
              parts.size(),
              block.getAs("name"),
              0,
              block.<Integer>getAs("dimension"),
              0));
    }
    return parts;
  }

  private static List<TrainingExample> examples(Landing landing) {
    return landing.warehouse().read(Tables.TRAINING_SKETCHES).collectAsList().stream()
        .map(
            row ->
                new TrainingExample(
                    new ContributionKey(row.getAs("datanet_id"), row.getAs("contribution_id")),
                    "anna",
                    true,
                    Map.of("last", sketch(row))))
        .toList();
  }

  private static List<Map<String, CheckpointSketch>> inferences(Landing landing) {
    return landing
        .warehouse()
        .read(Tables.INFERENCE_SKETCHES)
        .orderBy("inference_id")
        .collectAsList()
        .stream()
        .map(row -> Map.of("last", sketch(row)))
        .toList();
  }

  private static CheckpointSketch sketch(Row row) {
    return new CheckpointSketch(
        SketchBytes.decode(row.<byte[]>getAs("gradient")), 1, row.getAs("projection_id"));
  }

  /** Inferences x rows of the store: int8 products by the kernel, brought to real units. */
  private static double[][] scores(
      Preconditioner method,
      List<SketchLayout.Part> parts,
      List<TrainingExample> examples,
      List<Map<String, CheckpointSketch>> inferences,
      Map<ContributionKey, Integer> places) {
    PreparedModel model =
        InMemoryPreparation.of(SketchLayout.of("m1", parts), examples)
            .prepare(new InfluenceSetting(method, new Damping(Damping.Kind.ABSOLUTE, 0)), Set.of());
    SketchLayout layout = model.preconditioning().layout();
    Kernel kernel = Kernels.select(Kernels.AUTO);
    double[][] scores = new double[inferences.size()][examples.size()];
    for (int z = 0; z < scores.length; z++) {
      assertThat(layout.problemOf("i" + z, inferences.get(z))).isEmpty();
      QuantizedRow query = layout.quantize(inferences.get(z));
      for (PackedRows block : model.rows()) {
        int[] products = new int[block.rows()];
        kernel.multiply(query.q(), 1, block.q(), block.rows(), layout.dimension(), products);
        for (int i = 0; i < products.length; i++) {
          String datanet =
              model.contributors().get(block.contributors()[i]).contributor().datanetId();
          int place = places.get(new ContributionKey(datanet, block.contributionIds().get(i)));
          scores[z][place] =
              Math.scalb((double) products[i], query.exponent() + block.exponents()[i]);
        }
      }
    }
    return scores;
  }

  private float[][] npy(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(source.resolve(name));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int from = 10 + buffer.getShort(8);
    String header = new String(bytes, 0, from, java.nio.charset.StandardCharsets.ISO_8859_1);
    int[] shape =
        Arrays.stream(header.replaceAll("(?s).*'shape': \\(([^)]*)\\).*", "$1").split(", "))
            .mapToInt(Integer::parseInt)
            .toArray();
    float[][] values = new float[shape[0]][shape[1]];
    buffer.position(from);
    for (float[] row : values) {
      for (int j = 0; j < row.length; j++) {
        row[j] = buffer.getFloat();
      }
    }
    return values;
  }

  private static double pearson(float[][] a, double[][] b) {
    double n = (double) a.length * a[0].length;
    double meanA = Arrays.stream(a).mapToDouble(CodeLmScoresTest::sum).sum() / n;
    double meanB = Arrays.stream(b).mapToDouble(row -> Arrays.stream(row).sum()).sum() / n;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int z = 0; z < a.length; z++) {
      for (int i = 0; i < a[z].length; i++) {
        double da = a[z][i] - meanA;
        double db = b[z][i] - meanB;
        ab += da * db;
        aa += da * da;
        bb += db * db;
      }
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static double sum(float[] row) {
    double sum = 0;
    for (float value : row) {
      sum += value;
    }
    return sum;
  }

  /** Mean share of a query's top rows that both have. */
  private static double overlap(float[][] a, double[][] b) {
    double sum = 0;
    for (int z = 0; z < a.length; z++) {
      float[] tool = a[z];
      double[] engine = b[z];
      Set<Integer> top = top(engine.length, i -> engine[i]);
      Set<Integer> both = new HashSet<>(top(tool.length, i -> (double) tool[i]));
      both.retainAll(top);
      sum += (double) both.size() / TOP;
    }
    return sum / a.length;
  }

  private static Set<Integer> top(int rows, java.util.function.IntToDoubleFunction score) {
    return new HashSet<>(
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -score.applyAsDouble(i)))
            .limit(TOP)
            .toList());
  }
}

package org.tributary.evaluate.pay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tributary.influence.CheckpointSketch;
import org.tributary.ingest.Ingest;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.digits.Examples;
import org.tributary.sample.landing.Fields;
import org.tributary.sample.landing.LandingFolder;
import org.tributary.schemas.table.Tables;

/**
 * Writes a world of the evaluation as somebody else would land it: registries, gradients, a log of
 * one date, and the table of truth that retraining gave. What the night pays for it is what {@link
 * EnginePay} pays, integer by integer.
 */
public final class WorldLanding {
  private static final String NAME = "world";
  private static final String DATE = "2026-06-01";
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final Instant FIRST_ACCEPTED = Instant.parse("2026-01-02T00:00:00Z");
  private static final Instant FIRST_SERVED = Instant.parse(DATE + "T00:00:00Z");
  private static final int WHOLE_PPM = 1_000_000;

  private final World world;
  private final Fit fit;

  private WorldLanding(World world, Fit fit) {
    this.world = world;
    this.fit = fit;
  }

  /**
   * Draws the mixed world of the protocol's first seed, trains without each of its contributors,
   * and writes what came of it.
   *
   * @param folder of landing files; made where it isn't there
   */
  public static void write(PayProtocol protocol, Path folder) {
    World world = new Worlds(DigitsData.load(), protocol).mixed(protocol.seeds().get(0)).world();
    Learner learner = new LogisticLearner(protocol.l2());
    Fit fit = learner.fit(world.train());
    write(world, fit, ContributorTruth.of(world, learner, fit).effects(), folder);
  }

  static void write(World world, Fit fit, double[] effects, Path folder) {
    WorldLanding writer = new WorldLanding(world, fit);
    LandingFolder landing = new LandingFolder(folder);
    writer.writeRegistries(landing);
    writer.writeGradients(landing);
    writeTruth(effects, folder.resolve(Ingest.TRUTH));
  }

  private void writeRegistries(LandingFolder landing) {
    landing.writeJson(
        Tables.CONTRIBUTORS,
        NAME,
        IntStream.range(0, world.contributors())
            .mapToObj(
                c ->
                    Fields.of("contributor_id", EnginePay.contributor(c))
                        .and("registered_date", START)
                        .row()));
    landing.writeJson(
        Tables.DATANETS,
        NAME,
        Stream.of(
            Fields.of("datanet_id", EnginePay.DATANET)
                .and("datanet_version", 1)
                .and("released_date", START)
                .and("title", "Handwritten digits, 8 x 8, some with wrong labels")
                .and("license", "CC-BY-4.0")
                .row()));
    landing.writeJson(
        Tables.MODELS,
        NAME,
        Stream.of(
            Fields.of("model_id", EnginePay.MODEL)
                .and("developer_id", "developer")
                .and("title", "Digits, logistic regression")
                .and("trained_date", START)
                .row()));
    landing.writeJson(
        Tables.MODEL_TRAINING_SETS,
        NAME,
        Stream.of(
            Fields.of("model_id", EnginePay.MODEL)
                .and("datanet_id", EnginePay.DATANET)
                .and("datanet_version", 1)
                .and("declared_weight_ppm", WHOLE_PPM)
                .row()));
  }

  private void writeGradients(LandingFolder landing) {
    landing.writeParquet(
        Tables.CONTRIBUTIONS, NAME, rows(world.train()).mapToObj(this::contribution));
    landing.writeParquet(
        Tables.TRAINING_SKETCHES,
        NAME,
        rows(world.train())
            .boxed()
            .flatMap(row -> sketches(world.train(), row).map(sketch -> ofTraining(row, sketch))));
    landing.writeParquet(
        Tables.INFERENCE_LOG, DATE, rows(world.queries()).mapToObj(this::inference));
  }

  private Map<String, Object> contribution(int row) {
    return Fields.of("datanet_id", EnginePay.DATANET)
        .and("contribution_id", EnginePay.contribution(row))
        .and("contributor_id", EnginePay.contributor(world.owners()[row]))
        .and("content_sha256", EnginePay.content(world.row(row)))
        .and("media_type", "application/octet-stream")
        .and("accepted_at", FIRST_ACCEPTED.plusSeconds(row))
        .and("added_in_version", 1)
        .and("status", "ACCEPTED")
        .row();
  }

  private static Map<String, Object> ofTraining(int row, Fields sketch) {
    return sketch
        .and("model_id", EnginePay.MODEL)
        .and("datanet_id", EnginePay.DATANET)
        .and("contribution_id", EnginePay.contribution(row))
        .row();
  }

  private Map<String, Object> inference(int row) {
    return Fields.of("inference_id", String.format(Locale.ROOT, "q%06d", row))
        .and("served_at", FIRST_SERVED.plusSeconds(row))
        .and("model_id", EnginePay.MODEL)
        .and("caller_id", "caller")
        .and("node_id", "node")
        .and("gpu_ms", 1L)
        .and("token_id", "TRIB")
        .and("fee", BigInteger.ONE)
        .and("sketches", sketches(world.queries(), row).map(Fields::row).toList())
        .row();
  }

  private Stream<Fields> sketches(Examples examples, int row) {
    Map<String, CheckpointSketch> sketches = fit.sketches(examples, row);
    return sketches.entrySet().stream()
        .map(
            each ->
                Fields.of("checkpoint", each.getKey()).and("gradient", each.getValue().gradient()));
  }

  private static IntStream rows(Examples examples) {
    return IntStream.range(0, examples.size());
  }

  private static void writeTruth(double[] effects, Path file) {
    StringBuilder text = new StringBuilder("contributor_id,effect\n");
    for (int c = 0; c < effects.length; c++) {
      text.append(EnginePay.contributor(c)).append(',').append(effects[c]).append('\n');
    }
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

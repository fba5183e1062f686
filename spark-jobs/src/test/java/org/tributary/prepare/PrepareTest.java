package org.tributary.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.attribute.InfluenceWorld;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.ContributionKey;
import org.tributary.influence.ContributorVector;
import org.tributary.influence.Examples;
import org.tributary.influence.InMemoryPreparation;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PackedRows;
import org.tributary.influence.PartPreconditioner;
import org.tributary.influence.PreparedModel;
import org.tributary.influence.RawRow;
import org.tributary.influence.SketchBytes;
import org.tributary.influence.SketchLayout;
import org.tributary.influence.TrainingExample;
import org.tributary.influence.groups.GroupRow;
import org.tributary.influence.groups.Leaders;
import org.tributary.influence.groups.Membership;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;

class PrepareTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final Damping HALF = new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 0.5);

  /** What the stage must do differently for. */
  private static final List<AttributionRule> RULES =
      List.of(
          rule(Preconditioner.GAUSS_NEWTON, Damping.AUTO, PayRule.LEAVE_GROUP_OUT),
          rule(Preconditioner.RELATIVE, HALF, PayRule.PUBLISHED_POA),
          rule(Preconditioner.DATAINF, HALF, PayRule.LEAVE_GROUP_OUT),
          rule(Preconditioner.GRADIENT_COSINE, HALF, PayRule.PUBLISHED_POA));

  private static final SketchLayout SHAPE =
      SketchLayout.of(
          "m",
          List.of(
              new SketchLayout.Part("early", null, 0, null, 0, 3, 0),
              new SketchLayout.Part("final", "p", 0, "attention", 0, 4, 0),
              new SketchLayout.Part("final", "p", 1, "head", 0, 2, 0)));

  /** The last one is a copy of the first. */
  private static final List<TrainingExample> EXAMPLES = examples();

  @TempDir Path folder;

  private static AttributionRule rule(Preconditioner method, Damping damping, PayRule pay) {
    return new AttributionRule(
        List.of(new MethodWeight(Method.INFLUENCE, 1_000_000)),
        new InfluenceRule(
            method, damping, new TreeMap<>(Map.of("early", 300_000, "final", 1_000_000)), 2),
        pay);
  }

  private static List<TrainingExample> examples() {
    List<TrainingExample> examples = new ArrayList<>();
    for (TrainingExample each : Examples.random(11, 40)) {
      TreeMap<String, CheckpointSketch> sketches = new TreeMap<>();
      each.sketches()
          .forEach(
              (name, sketch) ->
                  sketches.put(
                      name,
                      new CheckpointSketch(
                          sketch.gradient(),
                          sketch.lossWeight(),
                          name.equals("final") ? "p" : null)));
      examples.add(new TrainingExample(each.key(), each.contributorId(), each.earns(), sketches));
    }
    TrainingExample copied = examples.get(0);
    examples.add(
        new TrainingExample(new ContributionKey("d2", "copy"), "copier", true, copied.sketches()));
    return examples;
  }

  private InfluenceWorld world(int partitions) {
    InfluenceWorld world = new InfluenceWorld(folder.resolve("w" + partitions).toString());
    List<Row> contributions = new ArrayList<>();
    List<Row> sketches = new ArrayList<>();
    for (TrainingExample each : EXAMPLES) {
      contributions.add(
          InfluenceWorld.contribution(
              each.key().datanetId(),
              each.key().contributionId(),
              each.contributorId(),
              content(each.key()),
              1,
              null,
              each.earns() ? "ACCEPTED" : "REJECTED"));
      each.sketches()
          .forEach((name, sketch) -> sketches.add(sketch("m", each.key(), name, sketch)));
    }
    contributions.add(InfluenceWorld.contribution("d1", "no-sketch", "c0", 1, null, "ACCEPTED"));
    contributions.add(InfluenceWorld.contribution("d1", "too-new", "c0", 3, null, "ACCEPTED"));
    sketches.add(
        sketch("m", new ContributionKey("d1", "too-new"), "final", CheckpointSketch.of(1, 2)));
    world.add(Tables.CONTRIBUTIONS, 1, contributions);
    world.add(
        Tables.MODEL_TRAINING_SETS,
        1,
        List.of(
            InfluenceWorld.trainingSet("m", "d1", 2), InfluenceWorld.trainingSet("m", "d2", 1)));
    world.add(Tables.PROJECTIONS, 1, List.of(projection()));
    world.add(Tables.TRAINING_SKETCHES, partitions, sketches);
    return world;
  }

  private static String content(ContributionKey key) {
    boolean copy = key.contributionId().equals("copy");
    return CanonicalJson.sha256(copy ? EXAMPLES.get(0).key().toString() : key.toString());
  }

  private static Row projection() {
    Object[] blocks = {RowFactory.create("attention", 4), RowFactory.create("head", 2)};
    return RowFactory.create("p", "test", "1", 1.0, "float32", 6, blocks, null);
  }

  private static Row sketch(
      String model, ContributionKey key, String checkpoint, CheckpointSketch sketch) {
    return RowFactory.create(
        model,
        checkpoint,
        key.datanetId(),
        key.contributionId(),
        SketchBytes.encode(sketch.gradient()),
        sketch.lossWeight() == 1 ? null : (Double) sketch.lossWeight(),
        sketch.projectionId());
  }

  /** One policy a day, so that a run has to prepare for all of them. */
  private static Policy[] policies(List<AttributionRule> rules) {
    Policy[] policies = new Policy[rules.size()];
    for (int i = 0; i < policies.length; i++) {
      policies[i] = InfluenceWorld.policy("p" + i, DAY.plusDays(i), rules.get(i));
    }
    return policies;
  }

  @Test
  void equalsTheTwinBitForBitAndIsReused() {
    InfluenceWorld world = world(3);
    RunContext run = world.run(DAY.plusDays(9), policies(RULES));
    PrepareResult.PreparedModel model = Prepare.of(run).fewProducts(0).execute().models().get(0);
    assertThat(model.reused()).isFalse();
    assertThat(model.settings()).isEqualTo(RULES.size());
    assertThat(model.strangers()).isEqualTo(1);
    assertThat(model.missingSketches()).isEqualTo(missing());
    assertTwin(world, RULES);
    assertThat(run.folder().readText(RunFolder.PREPARED))
        .contains("\"damping\":\"")
        .contains("\"sweep\":[{\"criterion\":\"")
        .contains("\"block_name\":\"attention\"");

    PrepareResult again = Prepare.of(run).execute();
    assertThat(again.reused()).isEqualTo(1);
    assertThat(again.models().get(0).fingerprint()).isEqualTo(model.fingerprint());
  }

  /** One of them on the driver: what is written must be the same there. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void theTablesDontDependOnPartitionsAndAModelThatIsGoneLeavesThem(int partitions) {
    InfluenceWorld world = world(partitions);
    List<AttributionRule> rule = RULES.subList(0, 1);
    Prepare.of(world.run(DAY, policies(rule)))
        .fewProducts(partitions == 1 ? Long.MAX_VALUE : 0)
        .execute();
    assertTwin(world, rule);

    if (partitions == 1) {
      world
          .warehouse()
          .replaceWhere(
              Tables.MODEL_TRAINING_SETS,
              "true",
              world
                  .warehouse()
                  .read(Tables.MODEL_TRAINING_SETS)
                  .selectExpr(
                      "model_id",
                      "'elsewhere' AS datanet_id",
                      "datanet_version",
                      "declared_weight_ppm")
                  .limit(1));
      assertThat(Prepare.of(world.run(DAY, policies(rule))).execute().models()).isEmpty();
      PreparedState.TABLES.forEach(
          table -> assertThat(world.warehouse().read(table).count()).as(table).isZero());
    }
  }

  /** "no-sketch" lacks both checkpoints, some examples the early one. */
  private static long missing() {
    return 2 + EXAMPLES.stream().filter(each -> !each.sketches().containsKey("early")).count();
  }

  private static void assertTwin(InfluenceWorld world, List<AttributionRule> rules) {
    InMemoryPreparation preparation = InMemoryPreparation.of(SHAPE, EXAMPLES);
    Map<String, List<Row>> tables = new TreeMap<>();
    PreparedState.TABLES.forEach(
        table -> tables.put(table, world.warehouse().read(table).collectAsList()));
    assertSketches(tables.get(Tables.PREPARED_SKETCHES), preparation.rawRows());
    rules.forEach(rule -> assertTwin(tables, preparation, InfluenceSetting.of(rule)));
  }

  private static void assertTwin(
      Map<String, List<Row>> world, InMemoryPreparation preparation, InfluenceSetting setting) {
    Set<ContributionKey> followers =
        setting.groupsDuplicates() ? followers(preparation.rawRows(), setting) : Set.of();
    assertThat(followers.isEmpty()).isEqualTo(!setting.groupsDuplicates());
    PreparedModel twin = preparation.prepare(setting, followers);
    assertThat(groups(world, setting)).isEqualTo(followers);
    assertMatrices(world, setting, twin);
    assertNumbers(world, setting, twin);
    assertContributors(world, setting, twin);
    assertRows(world, setting, twin);
  }

  private static Set<ContributionKey> followers(List<RawRow> rows, InfluenceSetting setting) {
    List<GroupRow> grouped =
        rows.stream()
            .map(
                row ->
                    new GroupRow(
                        row.key().datanetId(),
                        row.key().contributionId(),
                        row.contributorId(),
                        content(row.key()),
                        0,
                        row.earns(),
                        row.sketch().q()))
            .toList();
    return Leaders.of(grouped, setting.nearDuplicateCosinePpm()).memberships().stream()
        .map(Membership::member)
        .map(each -> new ContributionKey(each.datanetId(), each.contributionId()))
        .collect(Collectors.toSet());
  }

  private static List<Row> rows(
      Map<String, List<Row>> world, String table, InfluenceSetting setting) {
    List<Row> rows =
        world.get(table).stream()
            .filter(row -> row.<String>getAs("setting").equals(setting.key()))
            .toList();
    assertThat(rows).allMatch(row -> row.<String>getAs("model_id").equals("m"));
    return rows;
  }

  private static Set<ContributionKey> groups(
      Map<String, List<Row>> world, InfluenceSetting setting) {
    List<Row> rows = rows(world, Tables.CONTRIBUTION_GROUPS, setting);
    assertThat(rows)
        .allMatch(
            row ->
                row.<Integer>getAs("datanet_version")
                    == (row.<String>getAs("datanet_id").equals("d1") ? 2 : 1));
    return rows.stream().map(PrepareTest::key).collect(Collectors.toSet());
  }

  private static ContributionKey key(Row row) {
    return new ContributionKey(row.getAs("datanet_id"), row.getAs("contribution_id"));
  }

  private static void assertSketches(List<Row> rows, List<RawRow> expected) {
    List<RawRow> found =
        rows.stream()
            .map(ExampleRows::raw)
            .sorted((one, other) -> one.key().compareTo(other.key()))
            .toList();
    assertThat(found).isEqualTo(expected);
  }

  private static void assertMatrices(
      Map<String, List<Row>> world, InfluenceSetting setting, PreparedModel twin) {
    TreeMap<List<Object>, Row> found = new TreeMap<>(PrepareTest::compare);
    rows(world, Tables.PREPARED_MODELS, setting)
        .forEach(row -> found.put(List.of(row.getAs("checkpoint"), row.getAs("block")), row));
    List<Row> parts = List.copyOf(found.values());
    assertThat(parts).hasSize(3);
    for (int p = 0; p < 3; p++) {
      SketchLayout.Part part = twin.preconditioning().layout().parts().get(p);
      PartPreconditioner matrix = twin.preconditioning().parts().get(p);
      Row row = parts.get(p);
      int lift = 2 * twin.preconditioning().balanced().parts().get(p).scaleExponent();
      assertThat(row.<String>getAs("block_name")).isEqualTo(part.blockName());
      assertThat(row.<String>getAs("projection_id")).isEqualTo(part.projectionId());
      assertThat(row.<Integer>getAs("dimension")).isEqualTo(part.dimension());
      assertThat(row.<Integer>getAs("scale_exponent")).isEqualTo(part.scaleExponent());
      assertThat(row.<Integer>getAs("checkpoint_weight_ppm"))
          .isEqualTo(setting.weightPpm(part.checkpoint()));
      assertThat(row.<Long>getAs("training_rows")).isEqualTo(matrix.rows());
      assertThat(row.<Double>getAs("mean_eigenvalue"))
          .isEqualTo(Math.scalb(matrix.meanEigenvalue(), lift));
      assertThat(row.<Double>getAs("damping")).isEqualTo(Math.scalb(matrix.damping(), lift));
      assertThat(doubles(row.getAs("preconditioner"))).isEqualTo(matrix.matrix());
    }
  }

  private static int compare(List<Object> one, List<Object> other) {
    return (one.get(0) + "/" + one.get(1)).compareTo(other.get(0) + "/" + other.get(1));
  }

  private static void assertNumbers(
      Map<String, List<Row>> world, InfluenceSetting setting, PreparedModel twin) {
    Row row = rows(world, Tables.PREPARED_SETTINGS, setting).get(0);
    assertThat(row.<Integer>getAs("dimension")).isEqualTo(9);
    assertThat(row.<Integer>getAs("row_lowest_exponent")).isEqualTo(twin.numbers().rows().lowest());
    assertThat(row.<Integer>getAs("contributor_lowest_exponent"))
        .isEqualTo(twin.numbers().contributorVectors().lowest());
    assertThat(row.<Integer>getAs("reference_exponent"))
        .isEqualTo(twin.numbers().referenceExponent());
    assertThat(row.<Integer>getAs("contributors")).isEqualTo(twin.numbers().contributors());
    assertThat(row.<Long>getAs("scored_rows")).isEqualTo(twin.numbers().scoredRows());
    assertThat(row.<Integer>getAs("sum_shift")).isEqualTo(twin.numbers().sumShift());
    List<Row> sweep =
        row.isNullAt(row.fieldIndex("sweep")) ? null : row.getList(row.fieldIndex("sweep"));
    if (twin.sweep().isEmpty()) {
      assertThat(sweep).isNull();
    } else {
      assertThat(sweep)
          .extracting(each -> List.of(each.getDouble(0), each.getDouble(1)))
          .isEqualTo(
              twin.sweep().stream().map(each -> List.of(each.ratio(), each.criterion())).toList());
    }
  }

  private static void assertContributors(
      Map<String, List<Row>> world, InfluenceSetting setting, PreparedModel twin) {
    List<Row> found =
        rows(world, Tables.PREPARED_CONTRIBUTORS, setting).stream()
            .sorted((one, other) -> one.<Integer>getAs("ordinal").compareTo(other.getAs("ordinal")))
            .toList();
    assertThat(found).hasSameSizeAs(twin.contributors());
    for (ContributorVector each : twin.contributors()) {
      Row row = found.get(each.ordinal());
      assertThat(row.<Integer>getAs("ordinal")).isEqualTo(each.ordinal());
      assertThat(row.<String>getAs("datanet_id")).isEqualTo(each.contributor().datanetId());
      assertThat(row.<String>getAs("contributor_id")).isEqualTo(each.contributor().contributorId());
      assertThat(row.<Long>getAs("contributions")).isEqualTo(each.contributions());
      assertThat(row.<Long>getAs("leaders")).isEqualTo(each.leaders());
      assertThat(row.<Integer>getAs("scale_exponent")).isEqualTo(each.vector().exponent());
      assertThat(row.<byte[]>getAs("q")).isEqualTo(each.vector().q());
    }
  }

  private static void assertRows(
      Map<String, List<Row>> world, InfluenceSetting setting, PreparedModel twin) {
    Row row = rows(world, Tables.PREPARED_ROWS, setting).get(0);
    PackedRows expected = twin.rows().get(0);
    assertThat(twin.rows()).hasSize(1);
    assertThat(row.<Integer>getAs("block")).isZero();
    assertThat(row.<Integer>getAs("rows")).isEqualTo(expected.rows());
    assertThat(row.<Integer>getAs("dimension")).isEqualTo(9);
    assertThat(row.<byte[]>getAs("q")).isEqualTo(expected.q());
    assertThat(ints(row.getAs("exponents"))).isEqualTo(expected.exponents());
    assertThat(ints(row.getAs("contributors"))).isEqualTo(expected.contributors());
    assertThat(row.<String>getList(row.fieldIndex("contribution_ids")))
        .isEqualTo(expected.contributionIds());
  }

  private static double[] doubles(byte[] littleEndian) {
    double[] values = new double[littleEndian.length / Double.BYTES];
    ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }

  private static int[] ints(byte[] littleEndian) {
    int[] values = new int[littleEndian.length / Integer.BYTES];
    ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
    return values;
  }

  @Test
  void contradictionsAreNamed() {
    assertThatThrownBy(() -> survey(64, 650, "", "").parts(List.of()))
        .hasMessageContaining("checkpoint 'final' have 64 to 650 dimensions");
    assertThatThrownBy(() -> survey(9_000, 9_000, "", "").parts(List.of()))
        .hasMessageContaining("9000 dimensions; at most 8192");
    assertThatThrownBy(() -> survey(4, 4, "", "q").parts(List.of()))
        .hasMessageContaining("different projections (none named and 'q')");
    assertThatThrownBy(
            () -> survey(4, 4, "q", "q").parts(List.of(new CheckpointSurvey.Block("a", 3))))
        .hasMessageContaining("have 4 dimensions, but their projection q has blocks of 3");
  }

  private static CheckpointSurvey survey(
      int smallest, int largest, String firstProjection, String lastProjection) {
    return new CheckpointSurvey(
        "m", "final", 5, 5, smallest, largest, firstProjection, lastProjection, 0, null, "");
  }
}

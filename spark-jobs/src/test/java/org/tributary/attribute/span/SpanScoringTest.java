package org.tributary.attribute.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.attribute.Attribute;
import org.tributary.attribute.InfluenceWorld;
import org.tributary.attribute.text.TextScoringResult;
import org.tributary.prepare.Prepare;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.LexicalRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

class SpanScoringTest {
  private static final Map<String, Integer> TRAINING_SET = Map.of("a", 2, "b", 3);
  private static final SpanRule RULE =
      new SpanRule(4, 2, 3, 12, 1_000_000, 800_000, Optional.of("sources"), Optional.empty());
  private static final LocalDate CLOSE = TextWorld.FIRST.plusDays(1);

  @TempDir static Path folder;

  private static TextWorld texts;
  private static InfluenceWorld world;

  @BeforeAll
  static void makeWorld() {
    texts = TextWorld.random(11);
    world = new InfluenceWorld(folder.toString());
    texts.addTo(world, TRAINING_SET);
  }

  @Test
  void isWhatTheDefinitionsSay() {
    for (SpanRule rule :
        List.of(
            RULE,
            new SpanRule(3, 3, 4, 0, 700_000, 600_000, Optional.empty(), Optional.empty()),
            new SpanRule(
                5, 1, 2, 20, 400_000, 500_000, Optional.of("sources"), Optional.empty()))) {
      SpanScoring.of(run(rule)).execute();
      SpanTwin twin = new SpanTwin(texts, rule, TRAINING_SET);
      assertThat(shares()).isEqualTo(twin.shares());
      assertThat(evidence()).isEqualTo(twin.evidence()).isNotEmpty();
    }
    assertThat(String.join(" ", shares()))
        .contains("NO_TOKENS", "TOKENIZER_MISMATCH", "NO_SPAN", "PROMPT_ECHO", "COMMON_TEXT");
  }

  @Test
  void batchesPartitionsAndOrderChangeNothing() {
    RunContext run = run(RULE);
    SpanScoring.of(run).full(true).execute();
    List<String> shares = shares();
    List<String> evidence = evidence();
    for (int batch : List.of(110, 1_000)) {
      InfluenceWorld.repartitioned(
          batch,
          () ->
              assertThat(SpanScoring.of(run).full(true).batchTokens(batch).execute())
                  .isEqualTo(new TextScoringResult(2, 0, 0, 25)));
      assertThat(shares()).isEqualTo(shares);
      assertThat(evidence()).isEqualTo(evidence);
    }
  }

  @Test
  void seedsFindTheSame() {
    SpanRule rule =
        new SpanRule(5, 3, 2, 20, 400_000, 500_000, RULE.background(), Optional.empty());
    SpanScoring.of(run(rule)).full(true).execute();
    List<String> shares = shares();
    List<String> evidence = evidence();
    SpanScoring.of(run(rule)).seeds(true).full(true).execute();
    assertThat(shares()).isEqualTo(shares);
    assertThat(evidence()).isEqualTo(evidence);
    long hashed = world.warehouse().latestVersion(Tables.SPAN_SEEDS);
    assertThat(hashed).isPositive();
    SpanScoring.of(run(rule)).seeds(true).full(true).batchTokens(110).execute();
    assertThat(shares()).isEqualTo(shares);
    assertThat(evidence()).isEqualTo(evidence);
    assertThat(world.warehouse().latestVersion(Tables.SPAN_SEEDS))
        .as("what was hashed isn't hashed again")
        .isEqualTo(hashed);
  }

  @Test
  void unchangedPartitionsAreKept() {
    SpanScoring.of(run(RULE)).full(true).execute();
    assertThat(SpanScoring.of(run(RULE)).execute()).isEqualTo(new TextScoringResult(0, 2, 0, 0));
    SpanRule other =
        new SpanRule(6, 2, 3, 12, 1_000_000, 800_000, RULE.background(), Optional.empty());
    assertThat(SpanScoring.of(run(other)).execute())
        .as("another rule")
        .isEqualTo(new TextScoringResult(2, 0, 0, 25));
    assertThat(SpanScoring.of(world.run(CLOSE, policy(InfluenceWorld.influence(1)))).execute())
        .as("a policy without spans")
        .isEqualTo(new TextScoringResult(0, 0, 2, 0));
    assertThat(shares()).isEmpty();
  }

  @Test
  void sharesBecomeAttribution() {
    RunContext run = run(RULE);
    Prepare.of(run).execute();
    Attribute.of(run).full(true).execute();
    List<Row> sums =
        world
            .warehouse()
            .read(Tables.ATTRIBUTION)
            .groupBy("inference_id", "method")
            .agg(org.apache.spark.sql.functions.sum("share").as("share"))
            .collectAsList();
    assertThat(sums)
        .hasSize(texts.log().size())
        .allMatch(row -> row.<Long>getAs("share") == 1_000_000_000L);
    assertThat(
            world
                .warehouse()
                .read(Tables.ATTRIBUTION)
                .filter("inference_id = 'untrained'")
                .select("reason_code")
                .collectAsList())
        .containsExactly(RowFactory.create("NO_TRAINING_SET"));
    List<String> attributed =
        InfluenceWorld.texts(
            world
                .warehouse()
                .read(Tables.ATTRIBUTION)
                .filter("inference_id <> 'untrained'")
                .selectExpr(
                    "inference_id",
                    "datanet_id",
                    "contributor_id",
                    "reason_code",
                    "COALESCE(CAST(value AS BIGINT), -1)",
                    "share"));
    assertThat(attributed)
        .hasSameSizeAs(shares())
        .containsAll(shares().stream().filter(row -> row.matches("\\S+ [ab] .*")).toList());
  }

  @Test
  void aBackgroundThatIsntWhatThePolicyPinsEndsTheNight() {
    SpanRule pinned =
        new SpanRule(
            4, 2, 3, 12, 1_000_000, 800_000, RULE.background(), Optional.of("0".repeat(64)));
    assertThatThrownBy(() -> SpanScoring.of(run(pinned)).execute())
        .hasMessageContaining("Background sources for tokenizer other has the content hash ")
        .hasMessageContaining(" and the policy pins 0000")
        .hasMessageContaining("Bring the documents back, or pin what they are now.");
    SpanRule unknown =
        new SpanRule(4, 2, 3, 12, 1_000_000, 800_000, Optional.of("nowhere"), Optional.empty());
    assertThatThrownBy(() -> SpanScoring.of(run(unknown)).execute())
        .hasMessageContaining("Background nowhere has no tokens of tokenizer other: land rows of")
        .hasMessageContaining("set 'background = none' in the policy");
  }

  private static Policy policy(AttributionRule rule) {
    return InfluenceWorld.policy("p", TextWorld.FIRST, rule);
  }

  private static RunContext run(SpanRule rule) {
    AttributionRule other = InfluenceWorld.influence(1);
    return world.run(
        CLOSE,
        policy(
            new AttributionRule(
                List.of(new MethodWeight(Method.SPAN, 1_000_000)),
                other.influence(),
                other.pay(),
                rule,
                LexicalRule.DEFAULT)));
  }

  private static List<String> shares() {
    return InfluenceWorld.texts(
        world
            .warehouse()
            .read(Tables.TEXT_SHARES)
            .select(
                "inference_id", "datanet_id", "contributor_id", "reason_code", "weight", "share"));
  }

  private static List<String> evidence() {
    return InfluenceWorld.texts(
        world
            .warehouse()
            .read(Tables.SPAN_EVIDENCE)
            .selectExpr(
                "inference_id",
                "output_start",
                "tokens",
                "occurrences",
                "datanet_id",
                "contributor_id",
                "contribution_id",
                "contribution_start",
                "datanet_version",
                "unix_micros(claimed_at)",
                "weight"));
  }
}

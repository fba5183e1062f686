package org.tributary.attribute.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
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
import org.tributary.attribute.span.TextWorld;
import org.tributary.attribute.text.TextScoringResult;
import org.tributary.lexical.LexicalOracle;
import org.tributary.lexical.Source;
import org.tributary.prepare.Prepare;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.LexicalRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.span.PromptEcho;

class LexicalScoringTest {
  private static final Map<String, Integer> TRAINING_SET = Map.of("a", 2, "b", 3);
  private static final LexicalRule RULE =
      new LexicalRule(
          1_200_000,
          750_000,
          4,
          900_000,
          3,
          50_000,
          700_000,
          6,
          3,
          Optional.of("sources"),
          Optional.empty());
  private static final LocalDate CLOSE = TextWorld.FIRST.plusDays(1);

  @TempDir static Path folder;

  private static TextWorld texts;
  private static InfluenceWorld world;

  @BeforeAll
  static void makeWorld() {
    texts = TextWorld.random(7);
    world = new InfluenceWorld(folder.toString());
    texts.addTo(world, TRAINING_SET);
  }

  @Test
  void isWhatTheDefinitionsSay() {
    for (LexicalRule rule :
        List.of(
            RULE,
            new LexicalRule(
                500_000,
                0,
                64,
                1_000_000,
                20,
                0,
                1_000_000,
                2,
                2,
                Optional.empty(),
                Optional.empty()))) {
      LexicalScoring.of(run(rule)).execute();
      assertThat(shares()).isEqualTo(expected(rule));
    }
    assertThat(String.join(" ", shares()))
        .contains("NO_TOKENS", "TOKENIZER_MISMATCH", "NO_MATCH", "PROMPT_ECHO");
  }

  @Test
  void batchesPartitionsAndOrderChangeNothing() {
    RunContext run = run(RULE);
    LexicalScoring.of(run).full(true).execute();
    List<String> shares = shares();
    List<String> evidence = evidence();
    assertThat(evidence).isNotEmpty();
    for (int batch : List.of(110, 1_000)) {
      InfluenceWorld.repartitioned(
          batch,
          () ->
              assertThat(LexicalScoring.of(run).full(true).batchTokens(batch).execute())
                  .isEqualTo(new TextScoringResult(2, 0, 0, 25)));
      assertThat(shares()).isEqualTo(shares);
      assertThat(evidence()).isEqualTo(evidence);
    }
  }

  @Test
  void blendsWithSpansAndIsKept() {
    RunContext run =
        world.run(
            CLOSE,
            InfluenceWorld.policy(
                "p",
                TextWorld.FIRST,
                rule(
                    List.of(
                        new MethodWeight(Method.SPAN, 600_000),
                        new MethodWeight(Method.LEXICAL, 400_000)),
                    RULE)));
    Prepare.of(run).execute();
    Attribute.of(run).full(true).execute();
    List<Row> sums =
        world
            .warehouse()
            .read(Tables.ATTRIBUTION)
            .groupBy("inference_id", "method", "method_weight_ppm")
            .agg(org.apache.spark.sql.functions.sum("share").as("share"))
            .collectAsList();
    assertThat(sums)
        .hasSize(2 * texts.log().size())
        .allMatch(row -> row.<Long>getAs("share") == 1_000_000_000L)
        .allMatch(
            row ->
                row.<Integer>getAs("method_weight_ppm")
                    == (row.getAs("method").equals("span") ? 600_000 : 400_000));
    assertThat(
            world
                .warehouse()
                .read(Tables.ATTRIBUTION)
                .filter("inference_id = 'untrained'")
                .select("method", "reason_code")
                .collectAsList())
        .containsExactlyInAnyOrder(
            RowFactory.create("span", "NO_TRAINING_SET"),
            RowFactory.create("lexical", "NO_TRAINING_SET"));
    assertThat(LexicalScoring.of(run).execute()).isEqualTo(new TextScoringResult(0, 2, 0, 0));
    assertThat(Attribute.of(run).execute().computedPartitions()).isZero();
  }

  @Test
  void otherMethodsRowsStay() {
    LexicalScoring.of(run(RULE)).full(true).execute();
    RunContext without =
        world.run(CLOSE, InfluenceWorld.policy("q", TextWorld.FIRST, InfluenceWorld.influence(1)));
    List<String> spans = count("span");
    assertThat(LexicalScoring.of(without).execute()).isEqualTo(new TextScoringResult(0, 0, 2, 0));
    assertThat(shares()).isEmpty();
    assertThat(evidence()).isEmpty();
    assertThat(count("span")).isEqualTo(spans);
  }

  @Test
  void aBackgroundThatIsntThereEndsTheNight() {
    LexicalRule unknown =
        new LexicalRule(0, 0, 4, 900_000, 3, 0, 0, 6, 3, Optional.of("nowhere"), Optional.empty());
    assertThatThrownBy(() -> LexicalScoring.of(run(unknown)).execute())
        .hasMessageContaining("Background nowhere has no tokens of tokenizer other: land rows of");
  }

  private static AttributionRule rule(List<MethodWeight> methods, LexicalRule rule) {
    AttributionRule other = InfluenceWorld.influence(1);
    return new AttributionRule(methods, other.influence(), other.pay(), SpanRule.DEFAULT, rule);
  }

  private static RunContext run(LexicalRule rule) {
    return world.run(
        CLOSE,
        InfluenceWorld.policy(
            "p",
            TextWorld.FIRST,
            rule(List.of(new MethodWeight(Method.LEXICAL, 1_000_000)), rule)));
  }

  private static List<String> expected(LexicalRule rule) {
    List<String> rows = new ArrayList<>();
    for (TextWorld.Spoken spoken : texts.log()) {
      if (!spoken.model().equals("m")) {
        continue;
      }
      List<LexicalOracle.Document> documents =
          texts.texts().stream()
              .filter(each -> each.tokenizer().equals(spoken.tokenizer()) && !each.rejected())
              .filter(each -> each.added() <= TRAINING_SET.get(each.datanet()))
              .map(LexicalScoringTest::document)
              .toList();
      if (spoken.output() == null) {
        rows.add(spoken.id() + " null null NO_TOKENS 0");
      } else if (documents.isEmpty()) {
        rows.add(spoken.id() + " null null TOKENIZER_MISMATCH 0");
      } else {
        List<LexicalOracle.Earned> earned = earned(rule, spoken, documents);
        earned.forEach(
            each ->
                rows.add(
                    String.join(
                        " ",
                        spoken.id(),
                        each.datanet(),
                        each.contributor(),
                        each.reason(),
                        String.valueOf(each.weight()))));
        if (earned.isEmpty()) {
          rows.add(spoken.id() + " null null NO_MATCH 0");
        }
      }
    }
    return rows.stream().sorted().toList();
  }

  private static List<LexicalOracle.Earned> earned(
      LexicalRule rule, TextWorld.Spoken spoken, List<LexicalOracle.Document> documents) {
    int[] prompt = spoken.prompt() == null ? new int[0] : spoken.prompt();
    BitSet echo = PromptEcho.of(spoken.output(), prompt, rule.echoTokens());
    return new LexicalOracle(
            rule, documents, rule.background().isPresent() ? texts.background() : List.of())
        .earned(spoken.output(), echo);
  }

  private static LexicalOracle.Document document(TextWorld.Text text) {
    int version = TRAINING_SET.get(text.datanet());
    return new LexicalOracle.Document(
        new Source(text.datanet(), text.contributor(), text.id(), version, text.micros()),
        text.standsIn(version),
        text.tokens());
  }

  private static List<String> shares() {
    return InfluenceWorld.texts(
        world
            .warehouse()
            .read(Tables.TEXT_SHARES)
            .filter("method = 'lexical'")
            .select("inference_id", "datanet_id", "contributor_id", "reason_code", "weight"));
  }

  private static List<String> evidence() {
    return InfluenceWorld.texts(
        world
            .warehouse()
            .read(Tables.LEXICAL_EVIDENCE)
            .selectExpr(
                "inference_id",
                "place",
                "datanet_id",
                "contributor_id",
                "contribution_id",
                "datanet_version",
                "unix_micros(accepted_at)",
                "score",
                "half_count",
                "weight",
                "to_json(terms)"));
  }

  private static List<String> count(String method) {
    return InfluenceWorld.texts(
        world.warehouse().read(Tables.TEXT_SHARES).filter("method = '" + method + "'"));
  }
}

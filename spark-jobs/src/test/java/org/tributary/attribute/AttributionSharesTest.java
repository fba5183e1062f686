package org.tributary.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.attribute.ValuesWorld.Scored;
import org.tributary.influence.ContributorKey;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

class AttributionSharesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final LocalDate SECOND = FIRST.plusDays(1);
  private static final ContributorKey ANN = new ContributorKey("d", "ann");
  private static final ContributorKey BOB = new ContributorKey("d", "bob");

  @TempDir Path folder;

  @Test
  void byHand() {
    AttributionRule rule = rule(pay(1_000_000, 0, 2, 0));
    InfluenceWorld world = new InfluenceWorld(folder.toString());
    ValuesWorld values = new ValuesWorld(world, rule, List.of(ANN, BOB));
    values.add(
        List.of(
            Scored.of(FIRST, "z1", 3, 1),
            Scored.of(SECOND, "z2", 2, 4),
            Scored.of(SECOND, "z3", 5, -2),
            Scored.of(SECOND, "z4", -1, 0),
            new Scored(SECOND, "z5", 0, null, "SKETCH_MISFIT")),
        2);
    values.score(2, Map.of(FIRST, rule, SECOND, rule));
    RunContext run = world.run(SECOND, InfluenceWorld.policy("p1", FIRST, rule));
    AttributionShares.Result result = new AttributionShares(run, false).execute();
    assertThat(result.computed()).hasSize(2);
    assertThat(result.allInferences()).isEqualTo(5);

    // Over both days Bob has P = 1 + 4 and N = 2: a credibility of 0.6, and Ann P = 10, N = 1: 0.9.
    // So z2 is 1.8 against 2.4. The three shares of Ann are 3/7, 1 and 0: their mean is 10/21, its
    // standard error sqrt(((1/21)^2 + (11/21)^2 + (10/21)^2) / 6) = 0.28966.
    assertThat(
            values.rows(
                Tables.CREDIBILITY,
                "log_date",
                "contributor_id",
                "window_from",
                "positive",
                "negative",
                "exponent",
                "credibility",
                "inferences",
                "share_mean",
                "share_standard_error",
                "flat"))
        .containsExactly(
            "2026-03-01 ann 2026-02-28 3 0 -40 1000000000 1 750000000 null false",
            "2026-03-01 bob 2026-02-28 1 0 -40 1000000000 1 250000000 null false",
            "2026-03-02 ann 2026-03-01 10 1 -40 900000000 3 476190476 289655358 false",
            "2026-03-02 bob 2026-03-01 5 2 -40 600000000 3 190476190 190476190 false");
    assertThat(
            values.rows(
                Tables.ATTRIBUTION,
                "inference_id",
                "contributor_id",
                "share",
                "value",
                "value_exponent",
                "row_positive",
                "row_negative",
                "sum_exponent",
                "share_standard_error",
                "reason_code"))
        .containsExactly(
            "z1 ann 750000000 3 -40 3 0 -20 null null",
            "z1 bob 250000000 1 -40 1 0 -20 null null",
            "z2 ann 428571429 2 -40 2 0 -20 289655358 null",
            "z2 bob 571428571 4 -40 4 0 -20 190476190 null",
            "z3 ann 1000000000 5 -40 5 0 -20 289655358 null",
            "z3 bob 0 -2 -40 -2 2 -20 190476190 null",
            "z4 ann 0 -1 -40 -1 1 -20 289655358 null",
            "z4 null 1000000000 null null null null null null NO_POSITIVE_VALUE",
            "z5 null 1000000000 null null null null null null SKETCH_MISFIT");
    assertThat(
            values.rows(
                Tables.ATTRIBUTION,
                "inference_id",
                "contributor_id",
                "to_json(evidence)",
                "score_exponent"))
        .contains(
            "z2 ann [{\"contribution_id\":\"x1\",\"score\":4}] -30",
            "z2 bob [{\"contribution_id\":\"x7\",\"score\":-5},"
                + "{\"contribution_id\":\"x2\",\"score\":3}] -30");
  }

  @Test
  void equalsTheTwinAndASettledDayDoesNotMove() {
    List<ContributorKey> contributors =
        List.of(
            new ContributorKey("d", "ann"),
            new ContributorKey("d", "bob"),
            new ContributorKey("d", "cid"),
            new ContributorKey("e", "ann"),
            new ContributorKey("e", "dot"));
    PayRule before = pay(1_500_000, 0, 3, 0);
    PayRule after = pay(500_000, 700_000, 2, 1_700_000);
    Map<LocalDate, PayRule> pays = new TreeMap<>();
    Map<LocalDate, AttributionRule> rules = new TreeMap<>();
    for (int day = 0; day < 6; day++) {
      pays.put(FIRST.plusDays(day), day < 3 ? before : after);
      rules.put(FIRST.plusDays(day), rule(pays.get(FIRST.plusDays(day))));
    }
    InfluenceWorld world = new InfluenceWorld(folder.toString());
    ValuesWorld values = new ValuesWorld(world, rule(before), contributors);
    Random random = new Random(11);
    List<Scored> log = new ArrayList<>();
    for (int z = 0; z < 60; z++) {
      LocalDate date = FIRST.plusDays(z % 6);
      log.add(
          z % 13 == 5
              ? new Scored(date, "z" + z, 0, null, "NO_SKETCH")
              : randomInference(random, date, "z" + z));
    }
    values.add(log, 3);
    values.score(3, rules);
    Policy[] policies = {
      InfluenceWorld.policy("p1", FIRST, rule(before)),
      InfluenceWorld.policy("p2", FIRST.plusDays(3), rule(after))
    };
    RunContext run = world.run(FIRST.plusDays(5), policies);
    assertThat(new AttributionShares(run, false).execute().computed()).hasSize(6);
    assertEqualsTwin(values, ShareTwin.of(contributors, values.inferences(), pays));
    assertThat(values.rows(Tables.ATTRIBUTION, "reason_code"))
        .contains("FLAT_SHARE", "NO_CREDIBLE_VALUE", "NO_POSITIVE_VALUE", "NO_SKETCH");
    List<String> first = values.rows(Tables.ATTRIBUTION, "*");
    assertThat(new AttributionShares(run, false).execute().reused()).isEqualTo(6);

    values.add(List.of(randomInference(random, FIRST.plusDays(2), "late")), 1);
    values.score(1, rules);
    RunContext again = world.run(FIRST.plusDays(5), policies);
    assertThat(new AttributionShares(again, false).execute().computed())
        .as("the day itself, and the one day after it whose window has it")
        .extracting(PartitionKey::logDate)
        .containsExactlyInAnyOrder("2026-03-03", "2026-03-04");
    assertEqualsTwin(values, ShareTwin.of(contributors, values.inferences(), pays));
    List<String> incremental = values.rows(Tables.ATTRIBUTION, "*");
    assertThat(incremental)
        .filteredOn(row -> !row.matches("2026-03-0[34].*"))
        .isEqualTo(first.stream().filter(row -> !row.matches("2026-03-0[34].*")).toList());
    List<String> credibility = values.rows(Tables.CREDIBILITY, "*");
    assertThat(new AttributionShares(again, true).execute().computed()).hasSize(6);
    assertThat(values.rows(Tables.ATTRIBUTION, "*")).isEqualTo(incremental);
    assertThat(values.rows(Tables.CREDIBILITY, "*")).isEqualTo(credibility);
  }

  @Test
  void whatHasNoValuesGetsAReason() {
    AttributionRule rule =
        new AttributionRule(
            List.of(
                new MethodWeight(Method.DECLARED, 400_000),
                new MethodWeight(Method.INFLUENCE, 600_000)),
            InfluenceWorld.influence(0.5).influence(),
            PayRule.PUBLISHED_POA);
    InfluenceWorld world = new InfluenceWorld(folder.toString());
    ValuesWorld values = new ValuesWorld(world, rule, List.of(ANN, BOB));
    values.add(List.of(Scored.of(FIRST, "z1", 3, -1)), 1);
    world.add(Tables.MODEL_TRAINING_SETS, 1, List.of(InfluenceWorld.trainingSet("bare", "d", 1)));
    world.add(
        Tables.INFERENCE_LOG,
        1,
        List.of(
            InfluenceWorld.inference("z2", FIRST, "bare", null),
            InfluenceWorld.inference("z3", FIRST, "untrained", null)));
    RunContext run = world.run(FIRST, InfluenceWorld.policy("p1", FIRST, rule));
    assertThatThrownBy(() -> new AttributionShares(run, false).execute())
        .hasMessageContaining("nothing of model m on 2026-03-01")
        .hasMessageContaining("tributary attribute");
    values.score(1, Map.of(FIRST, rule));
    new AttributionShares(run, false).execute();
    assertThat(
            values.rows(
                Tables.ATTRIBUTION,
                "inference_id",
                "method",
                "method_weight_ppm",
                "contributor_id",
                "share",
                "value",
                "value_exponent",
                "reason_code"))
        .as("published-poa pays positive rows alone, without harm")
        .containsExactly(
            "z1 declared 400000 null 1000000000 null null DECLARED",
            "z1 influence 600000 ann 1000000000 3 -20 null",
            "z1 influence 600000 bob 0 -1 -20 null",
            "z2 declared 400000 null 1000000000 null null DECLARED",
            "z2 influence 600000 null 1000000000 null null NO_SKETCH",
            "z3 declared 400000 null 1000000000 null null DECLARED",
            "z3 influence 600000 null 1000000000 null null NO_TRAINING_SET");
    RunContext changed =
        world.run(
            FIRST,
            InfluenceWorld.policy(
                "p1",
                FIRST,
                new AttributionRule(rule.methods(), rule.influence(), PayRule.LEAVE_GROUP_OUT)));
    assertThatThrownBy(() -> new AttributionShares(changed, false).execute())
        .as("the values were made in another setting")
        .hasMessageContaining("nothing of model m on 2026-03-01");
  }

  private static void assertEqualsTwin(ValuesWorld values, ShareTwin twin) {
    assertThat(
            values.rows(
                Tables.CREDIBILITY,
                "log_date",
                "datanet_id",
                "contributor_id",
                "credibility",
                "share_mean",
                "share_standard_error",
                "flat"))
        .isEqualTo(twin.credibility());
    assertThat(
            values.rows(
                Tables.ATTRIBUTION,
                "inference_id",
                "datanet_id",
                "contributor_id",
                "share",
                "share_standard_error",
                "reason_code"))
        .isEqualTo(twin.attribution());
  }

  /** Values of one size or another; Cid mostly harms, Dot mostly doesn't matter. */
  private static Scored randomInference(Random random, LocalDate date, String id) {
    long[] values = new long[5];
    for (int c = 0; c < values.length; c++) {
      values[c] = random.nextLong() >> (1 + random.nextInt(40));
    }
    values[2] = random.nextInt(4) == 0 ? values[2] : -Math.abs(values[2]);
    values[4] = random.nextInt(4) == 0 ? values[4] : 0;
    if (random.nextInt(6) == 0) {
      // Nobody but Cid helps, or nobody at all.
      boolean cid = random.nextBoolean();
      for (int c = 0; c < values.length; c++) {
        values[c] = c == 2 && cid ? Math.abs(values[c]) : -Math.abs(values[c]);
      }
    }
    return new Scored(date, id, random.nextInt(20) - 10, values, null);
  }

  private static PayRule pay(int kappaPpm, int shrinkagePpm, int windowDays, int floorPpm) {
    return new PayRule(
        PayRule.Value.LEAVE_GROUP_OUT,
        PayRule.Duplicates.EARLIEST,
        950_000,
        kappaPpm,
        shrinkagePpm,
        windowDays,
        floorPpm);
  }

  private static AttributionRule rule(PayRule pay) {
    AttributionRule influence = InfluenceWorld.influence(0.5);
    return new AttributionRule(influence.methods(), influence.influence(), pay);
  }
}

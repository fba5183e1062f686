package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.policy.AgentRule.RewardBy;

/** Who shaped a failed run: the example is that of AGENT_FAILURE.md. */
class ResponsibilityTest {
  private static final Responsibility RESPONSIBILITY =
      new Responsibility(
          new ModelOwners.Builder()
              .add("base", "dev-b", Optional.empty())
              .add("adapter", "dev-a", Optional.of("base"))
              .add("stacked", "dev-s", Optional.of("adapter"))
              .add("ring", "dev-r", Optional.of("ring"))
              .build());

  @Test
  void everyKindSumsToTheWhole() {
    // Fees 3 and 1. Of alice's 0.6 x 0.75 evidence shows 3 and 1 of 8.
    List<StepEvidence> steps =
        List.of(
            step("b", "base", 1, held("other", "bob", 1_000_000_000, List.of(), 0)),
            step(
                "a",
                "stacked",
                3,
                held("net", "alice", 600_000_000, List.of(score("c1", 3), score("c2", 1)), 8),
                held(null, null, 400_000_000, List.of(), 0)));

    assertThat(lines(RESPONSIBILITY.of(RewardBy.FEE, steps)))
        .containsExactly(
            "MODEL base 1 250000000",
            "MODEL stacked 1 750000000",
            "ADAPTER ? 1 250000000",
            "ADAPTER adapter 1 375000000",
            "ADAPTER stacked 1 375000000",
            "DATANET ? 1 300000000",
            "DATANET net 1 450000000",
            "DATANET other 1 250000000",
            "CONTRIBUTION ? 1 300000000",
            "CONTRIBUTION ? of alice in net 1 225000000",
            "CONTRIBUTION c1 of alice in net 1 168750000",
            "CONTRIBUTION c2 of alice in net 1 56250000",
            "CONTRIBUTION ? of bob in other 1 250000000");
  }

  @Test
  void scoresOfOtherScalesCompareExactly() {
    // Scores in units of 2^-2: 3 is 0.75, of a sum of 6 in units of 2^-3, which is 0.75 too.
    StepEvidence.Held whole =
        new StepEvidence.Held(
            share("net", "alice", 1_000_000_000),
            List.of(score("c1", 3), score("c2", -9)),
            -2,
            Optional.of(BigInteger.valueOf(6)),
            -3);
    assertThat(lines(RESPONSIBILITY.of(RewardBy.EQUAL, List.of(step("a", "base", 0, whole)))))
        .endsWith("CONTRIBUTION c1 of alice in net 1 1000000000");
  }

  @Test
  void aStepWithoutAttributionIsKnownByItsModelOnly() {
    assertThat(lines(RESPONSIBILITY.of(RewardBy.FEE, List.of(step("a", "ring", 1)))))
        .containsExactly(
            "MODEL ring 1 1000000000",
            "ADAPTER ring 1 1000000000",
            "DATANET ? 1 1000000000",
            "CONTRIBUTION ? 1 1000000000");
    assertThat(RESPONSIBILITY.of(RewardBy.FEE, List.of())).isEmpty();
  }

  @Property(tries = 500)
  void sharesSumAndOrderChangesNothing(@ForAll Random random) {
    List<StepEvidence> steps = new ArrayList<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      List<StepEvidence.Held> held = new ArrayList<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        List<StepEvidence.Score> scores = new ArrayList<>();
        for (int k = random.nextInt(4); k > 0; k--) {
          scores.add(score("c" + k, random.nextInt(200) - 50));
        }
        boolean nobody = random.nextInt(3) == 0;
        held.add(
            held(
                nobody ? null : "net" + j % 2,
                nobody ? null : "p" + j,
                1 + random.nextInt(1_000_000_000),
                nobody ? List.of() : scores,
                random.nextInt(500)));
      }
      String model = List.of("base", "adapter", "stacked", "ring").get(random.nextInt(4));
      steps.add(step("i" + i, model, random.nextInt(5), held.toArray(StepEvidence.Held[]::new)));
    }
    RewardBy by = RewardBy.values()[random.nextInt(RewardBy.values().length)];
    List<Responsibility.Part> parts = RESPONSIBILITY.of(by, steps);
    Map<Responsibility.Kind, Long> sums =
        parts.stream()
            .collect(
                Collectors.groupingBy(
                    part -> part.subject().kind(),
                    Collectors.summingLong(Responsibility.Part::share)));
    assertThat(sums).hasSize(4).allSatisfy((kind, sum) -> assertThat(sum).isEqualTo(1_000_000_000));
    Collections.shuffle(steps, random);
    assertThat(RESPONSIBILITY.of(by, steps)).isEqualTo(parts);
  }

  private static List<String> lines(List<Responsibility.Part> parts) {
    return parts.stream()
        .map(
            part ->
                part.subject().kind()
                    + " "
                    + part.subject().subjectId().orElse("?")
                    + part.subject().contributorId().map(id -> " of " + id).orElse("")
                    + part.subject().datanetId().map(id -> " in " + id).orElse("")
                    + " "
                    + part.steps()
                    + " "
                    + part.share())
        .toList();
  }

  private static StepEvidence step(
      String id, String modelId, long fee, StepEvidence.Held... attribution) {
    return new StepEvidence(
        new AgentRun.Step(id, modelId, "TRIB", BigInteger.valueOf(fee), 0, 0),
        List.of(attribution));
  }

  private static StepEvidence.Held held(
      String datanet,
      String contributor,
      long share,
      List<StepEvidence.Score> scores,
      long rowPositive) {
    Optional<BigInteger> positive =
        rowPositive == 0 ? Optional.empty() : Optional.of(BigInteger.valueOf(rowPositive));
    return new StepEvidence.Held(share(datanet, contributor, share), scores, 0, positive, 0);
  }

  private static AttributionShare share(String datanet, String contributor, long share) {
    return new AttributionShare(
        "influence",
        1_000_000,
        Optional.ofNullable(datanet),
        Optional.ofNullable(contributor),
        share,
        Optional.empty(),
        contributor == null ? Optional.of("NO_SKETCH") : Optional.empty());
  }

  private static StepEvidence.Score score(String id, long score) {
    return new StepEvidence.Score(id, BigInteger.valueOf(score));
  }
}

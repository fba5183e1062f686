package org.tributary.allocate;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.ledger.LargestRemainder;
import org.tributary.schemas.policy.AgentRule.RewardBy;

/**
 * Who shaped the steps of an agent run: models, adapters, datanets and contributions. Every step
 * has a part of the run, every subject a part of each step, and what nobody is known for is told as
 * well, so that the shares of a kind sum to {@link AttributionShare#WHOLE}.
 *
 * @param owners chains of models
 */
record Responsibility(ModelOwners owners) implements Serializable {
  private static final BigInteger WHOLE = BigInteger.valueOf(AttributionShare.WHOLE);

  /** What can be responsible. */
  enum Kind {
    MODEL,
    ADAPTER,
    DATANET,
    CONTRIBUTION
  }

  /**
   * A model, adapter, datanet or contribution.
   *
   * @param subjectId empty: the part that nothing is known of, or beyond what is kept as evidence
   * @param datanetId datanet of a contribution
   * @param contributorId contributor of a contribution
   */
  record Subject(
      Kind kind,
      Optional<String> subjectId,
      Optional<String> datanetId,
      Optional<String> contributorId) {
    static final Comparator<Subject> ORDER =
        Comparator.comparing(Subject::kind)
            .thenComparing(subject -> subject.datanetId.orElse(""))
            .thenComparing(subject -> subject.contributorId.orElse(""))
            .thenComparing(subject -> subject.subjectId.orElse(""));

    static Subject of(Kind kind, Optional<String> id) {
      return new Subject(kind, id, Optional.empty(), Optional.empty());
    }
  }

  /**
   * The responsibility of a subject.
   *
   * @param steps steps that it had a part in
   * @param share parts per 1,000,000,000 of the run
   */
  record Part(Subject subject, long steps, long share) {}

  /** A subject's weight in one step. */
  private record Weighted(Subject subject, BigInteger weight) {}

  /**
   * The parts of a run, in the order of {@link Subject#ORDER}; none for a run without steps.
   *
   * @param by what the policy divides rewards by: it says what a step's part of the run is
   * @param unordered steps in any order
   */
  List<Part> of(RewardBy by, List<StepEvidence> unordered) {
    List<StepEvidence> steps =
        unordered.stream().sorted(Comparator.comparing(each -> each.step().inferenceId())).toList();
    if (steps.isEmpty()) {
      return List.of();
    }
    List<BigInteger> shares =
        LargestRemainder.split(
            WHOLE, StepWeights.of(by, steps.stream().map(StepEvidence::step).toList()));
    Map<Subject, Long> counts = new HashMap<>();
    Map<Subject, BigInteger> sums = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Kind kind : Kind.values()) {
        Map<Subject, BigInteger> parts = parts(kind, steps.get(i), shares.get(i));
        parts.forEach(
            (subject, share) -> {
              counts.merge(subject, 1L, Long::sum);
              sums.merge(subject, share, BigInteger::add);
            });
      }
    }
    return sums.keySet().stream()
        .sorted(Subject.ORDER)
        .map(each -> new Part(each, counts.get(each), sums.get(each).longValueExact()))
        .toList();
  }

  private Map<Subject, BigInteger> parts(Kind kind, StepEvidence step, BigInteger share) {
    return switch (kind) {
      case MODEL -> Map.of(Subject.of(kind, Optional.of(step.step().modelId())), share);
      case ADAPTER -> split(kind, share, adapters(step.step().modelId()));
      case DATANET ->
          split(
              kind,
              share,
              step.attribution().stream()
                  .map(
                      held ->
                          new Weighted(Subject.of(kind, held.share().datanetId()), weight(held)))
                  .toList());
      case CONTRIBUTION -> contributions(step, share);
    };
  }

  private List<Weighted> adapters(String modelId) {
    ModelOwners.Chain chain = owners.chainOf(modelId, Integer.MAX_VALUE);
    List<String> ids = chain.brokenBy().isPresent() ? chain.modelIds() : chain.adapterIds();
    return ids.stream()
        .map(id -> new Weighted(Subject.of(Kind.ADAPTER, Optional.of(id)), BigInteger.ONE))
        .toList();
  }

  /** The step's part by attribution row, and a row's part by its evidence. */
  private static Map<Subject, BigInteger> contributions(StepEvidence step, BigInteger share) {
    List<StepEvidence.Held> rows =
        step.attribution().stream()
            .sorted(Comparator.comparing(StepEvidence.Held::share, AttributionShare.ORDER))
            .toList();
    if (rows.isEmpty()) {
      return split(Kind.CONTRIBUTION, share, List.of());
    }
    List<BigInteger> parts =
        LargestRemainder.split(share, rows.stream().map(Responsibility::weight).toList());
    Map<Subject, BigInteger> sums = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      split(Kind.CONTRIBUTION, parts.get(i), evidence(rows.get(i)))
          .forEach((subject, part) -> sums.merge(subject, part, BigInteger::add));
    }
    return sums;
  }

  /**
   * A contribution's part is its positive score; what evidence doesn't show is the contributor's.
   */
  private static List<Weighted> evidence(StepEvidence.Held held) {
    int least = Math.min(held.scoreExponent(), held.sumExponent());
    List<Weighted> weights = new ArrayList<>();
    BigInteger shown = BigInteger.ZERO;
    for (StepEvidence.Score score : held.scores()) {
      if (score.score().signum() > 0) {
        BigInteger weight = score.score().shiftLeft(held.scoreExponent() - least);
        weights.add(new Weighted(contribution(held, Optional.of(score.contributionId())), weight));
        shown = shown.add(weight);
      }
    }
    BigInteger all =
        held.rowPositive()
            .map(positive -> positive.shiftLeft(held.sumExponent() - least))
            .orElse(shown);
    BigInteger others = all.subtract(shown).max(BigInteger.ZERO);
    if (others.signum() > 0 || weights.isEmpty()) {
      weights.add(
          new Weighted(
              contribution(held, Optional.empty()), weights.isEmpty() ? BigInteger.ONE : others));
    }
    return weights;
  }

  private static Subject contribution(StepEvidence.Held held, Optional<String> id) {
    return new Subject(
        Kind.CONTRIBUTION, id, held.share().datanetId(), held.share().contributorId());
  }

  private static BigInteger weight(StepEvidence.Held held) {
    return BigInteger.valueOf(held.share().weight());
  }

  /** {@code share} by weight; all of it to the unknown where nobody has one. Zeros are left out. */
  private static Map<Subject, BigInteger> split(
      Kind kind, BigInteger share, List<Weighted> weighted) {
    Map<Subject, BigInteger> weights = new HashMap<>();
    weighted.forEach(each -> weights.merge(each.subject(), each.weight(), BigInteger::add));
    weights.values().removeIf(weight -> weight.signum() == 0);
    if (weights.isEmpty()) {
      weights.put(Subject.of(kind, Optional.empty()), BigInteger.ONE);
    }
    List<Subject> subjects = weights.keySet().stream().sorted(Subject.ORDER).toList();
    List<BigInteger> parts =
        LargestRemainder.split(share, subjects.stream().map(weights::get).toList());
    Map<Subject, BigInteger> split = new HashMap<>();
    for (int i = 0; i < subjects.size(); i++) {
      if (parts.get(i).signum() > 0) {
        split.put(subjects.get(i), parts.get(i));
      }
    }
    return split;
  }
}

package org.tributary.evaluate.landing;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.evaluate.Numbers;
import org.tributary.evaluate.pay.MixedWorld;
import org.tributary.evaluate.pay.PayQuality;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * Pay of a landed model held against measured truth.
 *
 * @param model what was paid for
 * @param contributions accepted contributions of its training set
 * @param withoutSketch of these, contributions without a training sketch
 * @param contributors who has both an effect and contributions, by id
 * @param effects of these contributors
 * @param rules what each rule paid; the default is the first
 * @param withoutTruth contributors of the model without an effect
 * @param withoutContributions contributors with an effect, but without a contribution
 * @param quarantined what ingest didn't take
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record LandingEvaluation(
    LoggedModel model,
    long contributions,
    long withoutSketch,
    List<String> contributors,
    double[] effects,
    List<RulePay> rules,
    List<String> withoutTruth,
    List<String> withoutContributions,
    List<Quarantined> quarantined) {
  /** Two ranks are always in perfect order or in perfect disorder. */
  static final int FEWEST_CONTRIBUTORS = 3;

  public LandingEvaluation {
    contributors = List.copyOf(contributors);
    rules = List.copyOf(rules);
    withoutTruth = List.copyOf(withoutTruth);
    withoutContributions = List.copyOf(withoutContributions);
    quarantined = List.copyOf(quarantined);
  }

  /**
   * What one rule pays.
   *
   * @param paid parts of all fees by contributor, and how well they follow the effects
   * @param withoutTruth part of all fees for contributors without an effect
   * @param unattributed part of all fees that is nobody's, by reason code
   */
  public record RulePay(
      MixedWorld.Paid paid, double withoutTruth, SortedMap<String, Double> unattributed) {
    public RulePay {
      unattributed = Collections.unmodifiableSortedMap(new TreeMap<>(unattributed));
    }

    public String name() {
      return paid.rule();
    }

    public PayQuality quality() {
      return paid.quality();
    }

    /** Part of all fees that is nobody's. */
    public double unattributedShare() {
      return unattributed.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /**
   * Brings pay and truth together.
   *
   * @throws TributaryException {@code INPUT_INCONSISTENT} where there is nothing to compare
   */
  static LandingEvaluation of(
      LoggedModel model,
      Training training,
      Truth truth,
      List<PaidByRule> paid,
      List<Quarantined> quarantined) {
    TreeSet<String> known = new TreeSet<>(training.contributors());
    paid.forEach(rule -> known.addAll(rule.units().keySet()));
    List<String> matched =
        truth.effects().keySet().stream().filter(known::contains).collect(Collectors.toList());
    List<String> withoutTruth =
        known.stream().filter(id -> !truth.effects().containsKey(id)).toList();
    List<String> withoutContributions =
        truth.effects().keySet().stream().filter(id -> !known.contains(id)).toList();
    requireEnough(model, truth, matched, withoutTruth, withoutContributions);
    double[] effects = matched.stream().mapToDouble(truth.effects()::get).toArray();
    if (varies(effects)) {
      return new LandingEvaluation(
          model,
          training.contributions(),
          training.withoutSketch(),
          matched,
          effects,
          paid.stream().map(rule -> pay(rule, matched, effects, withoutTruth)).toList(),
          withoutTruth,
          withoutContributions,
          quarantined);
    }
    throw TributaryException.of(
        ErrorCode.INPUT_INCONSISTENT,
        "Truth file %s gives all %d contributors of model %s the same effect, so there is no rank"
            + " correlation with it. Measure effects with more digits, or other contributors.",
        truth.name(),
        matched.size(),
        model.modelId());
  }

  private static void requireEnough(
      LoggedModel model,
      Truth truth,
      List<String> matched,
      List<String> withoutTruth,
      List<String> withoutContributions) {
    if (matched.size() < FEWEST_CONTRIBUTORS) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Truth file %s and model %s have %d contributors in common, and a rank correlation needs"
              + " at least %d. Without an accepted contribution in the training set: %s. Without an"
              + " effect: %s. Check that both mean the same ids.",
          truth.name(),
          model.modelId(),
          matched.size(),
          FEWEST_CONTRIBUTORS,
          Names.few(withoutContributions),
          Names.few(withoutTruth));
    }
  }

  private static RulePay pay(
      PaidByRule rule, List<String> contributors, double[] effects, List<String> withoutTruth) {
    double[] shares = contributors.stream().mapToDouble(rule::share).toArray();
    if (!varies(shares)) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Rule %s pays all %d contributors with an effect the same, so there is no rank"
              + " correlation with it. Unattributed parts of the fees: %s. Check that training"
              + " sketches and sketches of inferences have the same checkpoints and dimensions.",
          rule.rule(),
          contributors.size(),
          reasons(rule.unattributedShares()));
    }
    return new RulePay(
        new MixedWorld.Paid(rule.rule(), shares, PayQuality.of(shares, effects)),
        withoutTruth.stream().mapToDouble(rule::share).sum(),
        rule.unattributedShares());
  }

  private static boolean varies(double[] values) {
    return Arrays.stream(values).distinct().count() > 1;
  }

  /** Reason codes with their parts in words, e.g. {@code NO_SKETCH 12.5 %}. */
  static String reasons(SortedMap<String, Double> unattributed) {
    return unattributed.isEmpty()
        ? "none"
        : unattributed.entrySet().stream()
            .map(each -> each.getKey() + " " + Numbers.fixed(100 * each.getValue(), 1) + " %")
            .collect(Collectors.joining(", "));
  }

  /** The rule by that name. */
  public RulePay rule(String name) {
    return rules.stream()
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Rule " + name + " wasn't measured"));
  }

  /** How many rows ingest didn't take. */
  public long quarantinedRows() {
    return quarantined.stream().mapToLong(Quarantined::rows).sum();
  }

  /** How many contributors are clearly harmful. */
  public int harmful() {
    int count = 0;
    for (boolean harmful : PayQuality.clearlyHarmful(effects)) {
      count += harmful ? 1 : 0;
    }
    return count;
  }

  /** Quality of the true shares themselves; none where nobody helps, or all do alike. */
  public Optional<PayQuality> ceiling() {
    double[] shares = PayQuality.trueShares(effects);
    return varies(shares) ? Optional.of(PayQuality.of(shares, effects)) : Optional.empty();
  }
}

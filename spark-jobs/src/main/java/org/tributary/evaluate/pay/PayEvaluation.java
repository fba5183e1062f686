package org.tributary.evaluate.pay;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured about pay.
 *
 * @param protocol on what
 * @param worlds one per seed
 * @param attacks in the order of seeds, attackers, attacks and rules
 */
public record PayEvaluation(
    PayProtocol protocol, List<MixedWorld> worlds, List<AttackFactor> attacks) {
  public PayEvaluation {
    worlds = List.copyOf(worlds);
    attacks = List.copyOf(attacks);
  }

  /** Median over the seeds. */
  public double spearman(String rule) {
    return median(rule, PayQuality::spearman);
  }

  /** Median over the seeds. */
  public double totalVariation(String rule) {
    return median(rule, PayQuality::totalVariation);
  }

  /** Median over the seeds. */
  public double harmfulShare(String rule) {
    return median(rule, PayQuality::harmfulShare);
  }

  /** The best that shares without ties below zero could reach: median over the seeds. */
  public double ceiling() {
    return median(worlds.stream().mapToDouble(world -> world.ceiling().spearman()).toArray());
  }

  /**
   * The largest factor over the attacks, each the median over seeds and attackers.
   *
   * @throws IllegalArgumentException where no attack was tried
   */
  public double worstAttackFactor(String rule) {
    return attackNames().stream()
        .mapToDouble(attack -> attackFactor(attack, rule))
        .max()
        .orElseThrow(() -> new IllegalArgumentException("No attack was tried"));
  }

  /** The factor of an attack: median over seeds and attackers. */
  public double attackFactor(String attack, String rule) {
    return median(factors(attack, rule));
  }

  /** The largest factor of an attack over seeds and attackers. */
  public double largestFactor(String attack, String rule) {
    return Arrays.stream(factors(attack, rule)).max().orElseThrow();
  }

  /** The attacks that were tried, in the order of the tables. */
  public List<String> attackNames() {
    return attacks.stream().map(AttackFactor::attack).distinct().toList();
  }

  /** The rules that attacks were tried on, in the order of the tables. */
  public List<String> attackedRules() {
    return attacks.stream().map(AttackFactor::rule).distinct().toList();
  }

  /** The rules that were held against the truth, in the order of the tables. */
  public List<String> rules() {
    return worlds.get(0).paid().stream().map(MixedWorld.Paid::rule).toList();
  }

  private double[] factors(String attack, String rule) {
    return attacks.stream()
        .filter(each -> each.attack().equals(attack) && each.rule().equals(rule))
        .mapToDouble(AttackFactor::factor)
        .toArray();
  }

  private double median(String rule, ToDoubleFunction<PayQuality> measure) {
    return median(
        worlds.stream()
            .mapToDouble(world -> measure.applyAsDouble(world.paid(rule).quality()))
            .toArray());
  }

  /** The middle value; of an even number, the mean of the two in the middle. */
  public static double median(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("No values have no median");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

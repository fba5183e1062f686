package org.tributary.evaluate.pay;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.gpu.Kernel;
import org.tributary.sample.digits.DigitsData;

/**
 * Measures whether pay follows value, and what attacks on it earn. Cores change the time, never a
 * number.
 */
public final class PayMeasurement {
  private static final Logger LOG = LoggerFactory.getLogger(PayMeasurement.class);

  /** Seeds of worlds of equals are far from those of mixed worlds. */
  private static final long EQUALS = 1_000_000;

  private static final long PER_WORLD = 1_000;
  private static final long PER_ATTACKER = 20;

  private final PayProtocol protocol;
  private final Learner learner;
  private final Kernel kernel;
  private final Worlds worlds;
  private final List<Rule> rules;
  private final List<Rule> attacked;

  private PayMeasurement(
      PayProtocol protocol,
      Learner learner,
      List<Rule> rules,
      List<Rule> attacked,
      DigitsData digits,
      Kernel kernel) {
    this.attacked = attacked;
    this.protocol = protocol;
    this.learner = learner;
    this.rules = rules;
    this.kernel = kernel;
    this.worlds = new Worlds(digits, protocol);
  }

  /** Logistic regression, all rules. */
  public static PayMeasurement logistic(PayProtocol protocol, DigitsData digits, Kernel kernel) {
    return new PayMeasurement(
        protocol, new LogisticLearner(protocol.l2()), Rule.all(), Rule.attacked(), digits, kernel);
  }

  /** Logistic regression, the default and the published rule only. */
  static PayMeasurement brief(PayProtocol protocol, DigitsData digits, Kernel kernel) {
    return new PayMeasurement(
        protocol, new LogisticLearner(protocol.l2()), Rule.both(), Rule.both(), digits, kernel);
  }

  /**
   * A small neural network, the default and the published rule.
   *
   * @param members networks of the ensemble
   * @param epochs of a training
   */
  public static PayMeasurement perceptron(
      PayProtocol protocol, int members, int epochs, DigitsData digits, Kernel kernel) {
    return new PayMeasurement(
        protocol, new PerceptronLearner(members, epochs), Rule.both(), Rule.both(), digits, kernel);
  }

  /** Measures all seeds. */
  public PayEvaluation measure() {
    List<MixedWorld> mixed = protocol.seeds().stream().map(this::mixed).toList();
    List<AttackFactor> attacks =
        protocol.seeds().stream()
            .limit(protocol.attackSeeds())
            .flatMap(seed -> attacks(seed).stream())
            .toList();
    return new PayEvaluation(protocol, mixed, attacks);
  }

  private MixedWorld mixed(long seed) {
    LOG.info("Pay, seed {}: training without each of {} people", seed, protocol.contributors());
    Worlds.Drawn drawn = worlds.mixed(seed);
    World world = drawn.world();
    Fit fit = learner.fit(world.train());
    ContributorTruth truth = ContributorTruth.of(world, learner, fit);
    double[] effects = truth.effects();
    LOG.info("Pay, seed {}: paying by {} rules", seed, rules.size());
    EnginePay pay = new EnginePay(world, fit, kernel);
    List<MixedWorld.Paid> paid =
        rules.stream()
            .map(rule -> paid(rule.name(), pay.shares(rule.attribution()), effects))
            .toList();
    long right =
        IntStream.range(0, world.queries().size())
            .filter(query -> fit.isRight(world.queries(), query))
            .count();
    return new MixedWorld(
        seed,
        (double) right / world.queries().size(),
        truth.reliability(),
        PayQuality.auc(pay.selfInfluence(rules.get(0).attribution()), drawn.mislabelled()),
        effects,
        paid);
  }

  private static MixedWorld.Paid paid(String rule, double[] shares, double[] effects) {
    return new MixedWorld.Paid(rule, shares, PayQuality.of(shares, effects));
  }

  private List<AttackFactor> attacks(long seed) {
    LOG.info("Pay, seed {}: {} attackers", seed, protocol.attackers());
    World honest = worlds.equal(EQUALS + seed);
    Fit fit = learner.fit(honest.train());
    EnginePay before = new EnginePay(honest, fit, kernel);
    List<double[]> honestShares =
        attacked.stream().map(rule -> before.shares(rule.attribution())).toList();
    int tries = protocol.attackers() * Attack.values().length;
    return IntStream.range(0, tries)
        .parallel()
        .mapToObj(
            at -> {
              int attacker = at / Attack.values().length;
              Attack attack = Attack.values()[at % Attack.values().length];
              return factors(seed, attacker, attack, honest, fit, honestShares);
            })
        .flatMap(List::stream)
        .toList();
  }

  private List<AttackFactor> factors(
      long seed, int attacker, Attack attack, World honest, Fit fit, List<double[]> before) {
    long own = seed * PER_WORLD + attacker * PER_ATTACKER + attack.ordinal();
    Attack.Outcome outcome = attack.on(honest, attacker, new RandomNumbers(own));
    Fit refit = learner.refit(fit, outcome.world().train());
    EnginePay after = new EnginePay(outcome.world(), refit, kernel);
    List<AttackFactor> factors = new ArrayList<>();
    for (int i = 0; i < attacked.size(); i++) {
      Rule rule = attacked.get(i);
      double with = sum(after.shares(rule.attribution()), outcome.paid());
      double without = sum(before.get(i), outcome.before());
      // Who was paid nothing before is held against the mean share.
      double reference = without > 0 ? without : 1.0 / before.get(i).length;
      factors.add(new AttackFactor(seed, attacker, attack.key(), rule.name(), with / reference));
    }
    return factors;
  }

  private static double sum(double[] shares, List<Integer> accounts) {
    return accounts.stream().mapToDouble(account -> shares[account]).sum();
  }
}

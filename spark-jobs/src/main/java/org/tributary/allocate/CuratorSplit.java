package org.tributary.allocate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.ledger.LargestRemainder;

/** Divides the curators' part of one income among datanets. */
final class CuratorSplit {
  private CuratorSplit() {}

  /**
   * The part of a datanet.
   *
   * @param datanetId datanet; empty where there is none to pay
   * @param curatorId its curator; empty where it has none
   * @param amount base units, positive
   */
  record Part(Optional<String> datanetId, Optional<String> curatorId, BigInteger amount) {}

  /**
   * Splits {@code amount} by what is attributed to each datanet, of what method declared attributes
   * by declared weight; by the declared weights of the model's training set where nothing is
   * attributed to any. Equal remainders are served in the order of datanet ids.
   */
  static List<Part> split(
      Income income, BigInteger amount, List<AttributionShare> attribution, Datanets datanets) {
    if (amount.signum() == 0) {
      return List.of();
    }
    TreeMap<String, BigInteger> weights = attributed(income, attribution, datanets);
    if (weights.isEmpty()) {
      weights = declared(datanets.trainingSetOf(income.modelId()));
    }
    if (weights.isEmpty()) {
      return List.of(new Part(Optional.empty(), Optional.empty(), amount));
    }
    List<String> ids = List.copyOf(weights.keySet());
    List<BigInteger> amounts = LargestRemainder.split(amount, List.copyOf(weights.values()));
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      if (amounts.get(i).signum() > 0) {
        parts.add(
            new Part(
                Optional.of(ids.get(i)),
                datanets.curatorOf(income.modelId(), ids.get(i), income.logDate()),
                amounts.get(i)));
      }
    }
    return parts;
  }

  private static TreeMap<String, BigInteger> attributed(
      Income income, List<AttributionShare> attribution, Datanets datanets) {
    BigInteger byDeclaration =
        attribution.stream()
            .filter(AttributionShare::isDeclared)
            .map(share -> BigInteger.valueOf(share.weight()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    TreeMap<String, BigInteger> declared =
        byDeclaration.signum() == 0
            ? new TreeMap<>()
            : declared(DeclaredSplit.payingSet(income.modelId(), datanets));
    // All weights times the sum of the declared ones: so the latter's fractions are integers.
    BigInteger whole = declared.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger scale = whole.max(BigInteger.ONE);
    TreeMap<String, BigInteger> weights = new TreeMap<>();
    declared.forEach((datanet, weight) -> weights.put(datanet, weight.multiply(byDeclaration)));
    for (AttributionShare share : attribution) {
      if (share.datanetId().isPresent() && share.weight() > 0) {
        BigInteger weight = BigInteger.valueOf(share.weight()).multiply(scale);
        weights.merge(share.datanetId().get(), weight, BigInteger::add);
      }
    }
    return weights;
  }

  private static TreeMap<String, BigInteger> declared(List<Datanets.Trained> trainingSet) {
    TreeMap<String, BigInteger> weights = new TreeMap<>();
    for (Datanets.Trained trained : trainingSet) {
      if (trained.declaredPpm() > 0) {
        weights.put(trained.datanetId(), BigInteger.valueOf(trained.declaredPpm()));
      }
    }
    return weights;
  }
}

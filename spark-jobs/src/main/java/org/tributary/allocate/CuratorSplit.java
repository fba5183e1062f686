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
   * Splits {@code amount} by what is attributed to each datanet; by the declared weights of the
   * model's training set where nothing is attributed to any. Equal remainders are served in the
   * order of datanet ids.
   */
  static List<Part> split(
      Income income, BigInteger amount, List<AttributionShare> attribution, Datanets datanets) {
    if (amount.signum() == 0) {
      return List.of();
    }
    TreeMap<String, BigInteger> weights = attributed(attribution);
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

  private static TreeMap<String, BigInteger> attributed(List<AttributionShare> attribution) {
    TreeMap<String, BigInteger> weights = new TreeMap<>();
    for (AttributionShare share : attribution) {
      if (share.datanetId().isPresent() && share.weight() > 0) {
        weights.merge(share.datanetId().get(), BigInteger.valueOf(share.weight()), BigInteger::add);
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

package org.tributary.allocate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.tributary.ledger.LargestRemainder;

/** Divides an amount among the contributors of a training set, by what it declares. */
final class DeclaredSplit {
  private DeclaredSplit() {}

  /**
   * One part.
   *
   * @param amount base units, positive
   */
  record Part(String datanetId, String contributorId, BigInteger amount) {}

  /**
   * Splits {@code amount} by the declared weights of the model's datanets, and each datanet's part
   * by its contributors' number of contributions; empty where nobody is declared. Equal remainders
   * are served in the order of datanet and contributor ids.
   */
  static List<Part> split(String modelId, BigInteger amount, Datanets datanets) {
    List<Datanets.Trained> trainingSet = payingSet(modelId, datanets);
    if (trainingSet.isEmpty() || amount.signum() == 0) {
      return List.of();
    }
    List<BigInteger> amounts =
        LargestRemainder.splitByLongs(
            amount, trainingSet.stream().map(trained -> (long) trained.declaredPpm()).toList());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < trainingSet.size(); i++) {
      parts.addAll(ofDatanet(trainingSet.get(i), amounts.get(i), datanets));
    }
    return parts;
  }

  /** The datanets of the model's training set that have a declared weight and a contributor. */
  static List<Datanets.Trained> payingSet(String modelId, Datanets datanets) {
    return datanets.trainingSetOf(modelId).stream()
        .filter(trained -> trained.declaredPpm() > 0)
        .filter(trained -> !datanets.holdersOf(trained).isEmpty())
        .toList();
  }

  private static List<Part> ofDatanet(
      Datanets.Trained trained, BigInteger amount, Datanets datanets) {
    List<Datanets.Holder> holders = datanets.holdersOf(trained);
    List<BigInteger> amounts =
        LargestRemainder.splitByLongs(
            amount, holders.stream().map(Datanets.Holder::contributions).toList());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < holders.size(); i++) {
      if (amounts.get(i).signum() > 0) {
        parts.add(new Part(trained.datanetId(), holders.get(i).contributorId(), amounts.get(i)));
      }
    }
    return parts;
  }
}

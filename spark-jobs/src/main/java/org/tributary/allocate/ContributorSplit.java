package org.tributary.allocate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.ledger.LargestRemainder;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Divides the contributors' part of one inference by its attribution. */
final class ContributorSplit {
  private static final int WHOLE_BLEND = 1_000_000;

  private ContributorSplit() {}

  /**
   * One part.
   *
   * @param datanetId datanet; empty where unattributed
   * @param contributorId contributor; empty where unattributed
   * @param reasonCode why it is unattributed, or flat
   * @param amount base units, positive
   * @param shareStandardError of its share, parts per billion, by the methods that know theirs
   */
  record Part(
      Optional<String> datanetId,
      Optional<String> contributorId,
      Optional<String> reasonCode,
      BigInteger amount,
      Optional<Long> shareStandardError) {}

  private record Key(
      Optional<String> datanetId, Optional<String> contributorId, Optional<String> reasonCode) {}

  /**
   * Splits {@code amount} by share times weight of the method; what several methods give the same
   * contributor and datanet (or the same reason) is one part.
   *
   * @param inferenceId for messages
   * @param amount base units
   * @param attribution rows of the inference, in any order
   * @throws TributaryException if the shares of a method or the weights of the methods don't sum
   */
  static List<Part> split(
      String inferenceId, BigInteger amount, List<AttributionShare> attribution) {
    List<AttributionShare> shares =
        attribution.stream()
            .map(ContributorSplit::ofSomebody)
            .sorted(AttributionShare.ORDER)
            .toList();
    requireWhole(inferenceId, shares);
    List<BigInteger> amounts =
        LargestRemainder.splitByLongs(
            amount, shares.stream().map(AttributionShare::weight).toList());
    Map<Key, BigInteger> sums = new LinkedHashMap<>();
    Map<Key, Long> errors = new LinkedHashMap<>();
    for (int i = 0; i < shares.size(); i++) {
      AttributionShare share = shares.get(i);
      Key key = new Key(share.datanetId(), share.contributorId(), share.reasonCode());
      sums.merge(key, amounts.get(i), BigInteger::add);
      // Errors of several methods may have the same cause: their sum is the most they can be.
      share.blendedStandardError().ifPresent(error -> errors.merge(key, error, Long::sum));
    }
    List<Part> parts = new ArrayList<>();
    sums.forEach(
        (key, sum) -> {
          if (sum.signum() > 0) {
            parts.add(
                new Part(
                    key.datanetId,
                    key.contributorId,
                    key.reasonCode,
                    sum,
                    Optional.ofNullable(errors.get(key))));
          }
        });
    return parts;
  }

  /** An account can't be blank: what a row gives to such a contributor is nobody's. */
  private static AttributionShare ofSomebody(AttributionShare share) {
    return share.contributorId().filter(String::isBlank).isPresent()
        ? share.unattributed(share.share(), "NO_CONTRIBUTOR")
        : share;
  }

  private static void requireWhole(String inferenceId, List<AttributionShare> shares) {
    if (shares.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Inference %s has no attribution, not even an unattributed row: run 'tributary"
              + " attribute' for the same run first.",
          inferenceId);
    }
    Map<String, Integer> weights = new LinkedHashMap<>();
    Map<String, Long> sums = new LinkedHashMap<>();
    for (AttributionShare share : shares) {
      Integer before = weights.put(share.method(), share.methodWeightPpm());
      if (before != null && before != share.methodWeightPpm()) {
        throw TributaryException.of(
            ErrorCode.ARITHMETIC,
            "The attribution of inference %s gives method %s two weights, %d and %d: attribute"
                + " again.",
            inferenceId,
            share.method(),
            before,
            share.methodWeightPpm());
      }
      sums.merge(share.method(), share.share(), Long::sum);
    }
    int blend = weights.values().stream().mapToInt(Integer::intValue).sum();
    if (blend != WHOLE_BLEND || sums.values().stream().anyMatch(s -> s != AttributionShare.WHOLE)) {
      throw TributaryException.of(
          ErrorCode.ARITHMETIC,
          "The attribution of inference %s doesn't add up: weights %s must sum to 1,000,000, and"
              + " the shares of each method %s to 1,000,000,000. Attribute again.",
          inferenceId,
          weights,
          sums);
    }
  }
}

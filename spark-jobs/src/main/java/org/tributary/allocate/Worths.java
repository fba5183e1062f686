package org.tributary.allocate;

import java.io.Serializable;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tributary.ledger.LargestRemainder;
import org.tributary.schemas.policy.WorthRule;

/**
 * What contributions are worth beside their attribution, by age and quality. Shares of a method
 * move among those who have some; their sum stays.
 */
final class Worths implements Serializable {
  /** No contribution on record: everybody is worth the same. */
  static final Worths NONE = new Worths(Map.of());

  /** Version of a key that stands for all versions of a datanet. */
  static final int ALL_VERSIONS = 0;

  private static final long serialVersionUID = 1L;
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  /**
   * A contributor in a version of a datanet.
   *
   * @param version {@link #ALL_VERSIONS} for the datanet as a whole
   */
  record Key(String datanetId, int version, String contributorId) implements Serializable {}

  /** Contributions that were accepted on one date and have the same quality. */
  record Batch(LocalDate acceptedDate, int qualityPpm, long contributions)
      implements Serializable {}

  private record Asked(WorthRule rule, Key key, LocalDate logDate) {}

  private record Declared(WorthRule rule, Datanets.Trained.Key version, LocalDate logDate) {}

  private final Map<Key, List<Batch>> contributions;

  /** Worths that were computed before: a date has many inferences and few contributors. */
  private transient Map<Asked, Long> known = new ConcurrentHashMap<>();

  /** The ages that were computed before, by half-life and age. */
  private transient Map<List<Long>, Long> ages = new ConcurrentHashMap<>();

  /** What is declared of a version of a datanet, weighed before. */
  private transient Map<Declared, List<Datanets.Holder>> declared = new ConcurrentHashMap<>();

  Worths(Map<Key, List<Batch>> contributions) {
    this.contributions = new HashMap<>(contributions);
  }

  /** Caches stay where they are: a task starts with empty ones. */
  private Object readResolve() {
    return new Worths(contributions);
  }

  /**
   * The worth of a contributor in a datanet, parts per 1,000,000,000: the mean of its
   * contributions, floored; whole where none is on record.
   *
   * @param version that the model was trained on; empty for a datanet that it wasn't trained on
   */
  long of(
      WorthRule rule,
      String datanetId,
      Optional<Integer> version,
      String contributorId,
      LocalDate logDate) {
    Key key = new Key(datanetId, version.orElse(ALL_VERSIONS), contributorId);
    return known.computeIfAbsent(new Asked(rule, key, logDate), this::mean);
  }

  private long mean(Asked asked) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger count = BigInteger.ZERO;
    for (Batch batch : contributions.getOrDefault(asked.key, List.of())) {
      BigInteger number = BigInteger.valueOf(batch.contributions());
      long quality =
          asked.rule.quality() == WorthRule.Quality.APPLY ? batch.qualityPpm() : 1_000_000;
      sum =
          sum.add(
              number
                  .multiply(BigInteger.valueOf(fresh(asked.rule, batch, asked.logDate)))
                  .multiply(BigInteger.valueOf(quality)));
      count = count.add(number);
    }
    return count.signum() == 0
        ? Freshness.WHOLE
        : sum.divide(count.multiply(MILLION)).longValueExact();
  }

  private long fresh(WorthRule rule, Batch batch, LocalDate logDate) {
    if (rule.freshnessHalfLifeDays() == WorthRule.AGELESS) {
      return Freshness.WHOLE;
    }
    long age = Math.max(0, ChronoUnit.DAYS.between(batch.acceptedDate(), logDate));
    return ages.computeIfAbsent(
        List.of((long) rule.freshnessHalfLifeDays(), age),
        asked -> Freshness.after(rule.freshnessHalfLifeDays(), age));
  }

  /**
   * {@code datanets} with the contributors of the income's training set weighed by worth, too:
   * whoever is worth nothing is declared nothing.
   */
  Datanets declared(WorthRule rule, Income income, Datanets datanets) {
    if (!rule.counts() || datanets.holders().isEmpty()) {
      return datanets;
    }
    Map<Datanets.Trained.Key, List<Datanets.Holder>> holders = new HashMap<>();
    for (Datanets.Trained trained : datanets.trainingSetOf(income.modelId())) {
      holders.put(
          trained.key(),
          declared.computeIfAbsent(
              new Declared(rule, trained.key(), income.logDate()),
              asked -> weighed(asked, datanets.holdersOf(trained))));
    }
    return new Datanets(datanets.versions(), datanets.trainingSets(), holders);
  }

  private List<Datanets.Holder> weighed(Declared asked, List<Datanets.Holder> holders) {
    List<Datanets.Holder> weighed = new ArrayList<>();
    for (Datanets.Holder holder : holders) {
      long worth =
          of(
              asked.rule,
              asked.version.datanetId(),
              Optional.of(asked.version.version()),
              holder.contributorId(),
              asked.logDate);
      if (worth > 0) {
        weighed.add(
            new Datanets.Holder(
                holder.contributorId(), Math.multiplyExact(holder.contributions(), worth)));
      }
    }
    return weighed;
  }

  /**
   * {@code attribution} with the shares of each method moved by worth; what nobody is worth becomes
   * unattributed. Rows come out in the order of {@link AttributionShare#ORDER}.
   */
  List<AttributionShare> applied(
      WorthRule rule, Income income, List<AttributionShare> attribution, Datanets datanets) {
    if (!rule.counts()) {
      return attribution;
    }
    Map<String, List<AttributionShare>> byMethod = new HashMap<>();
    List<AttributionShare> applied = new ArrayList<>();
    for (AttributionShare share : attribution) {
      if (share.contributorId().isPresent()) {
        byMethod.computeIfAbsent(share.method(), method -> new ArrayList<>()).add(share);
      } else {
        applied.add(share);
      }
    }
    byMethod.values().forEach(each -> applied.addAll(moved(rule, income, each, datanets)));
    Collections.sort(applied, AttributionShare.ORDER);
    return applied;
  }

  private List<AttributionShare> moved(
      WorthRule rule, Income income, List<AttributionShare> unordered, Datanets datanets) {
    List<AttributionShare> shares = unordered.stream().sorted(AttributionShare.ORDER).toList();
    BigInteger whole = BigInteger.valueOf(shares.stream().mapToLong(AttributionShare::share).sum());
    List<BigInteger> weights =
        shares.stream()
            .map(
                share ->
                    BigInteger.valueOf(share.share())
                        .multiply(
                            BigInteger.valueOf(
                                of(
                                    rule,
                                    share.datanetId().orElse(""),
                                    datanets.versionOf(
                                        income.modelId(), share.datanetId().orElse("")),
                                    share.contributorId().orElseThrow(),
                                    income.logDate()))))
            .toList();
    if (weights.stream().allMatch(weight -> weight.signum() == 0)) {
      return List.of(shares.get(0).unattributed(whole.longValueExact(), "NO_WORTH"));
    }
    List<BigInteger> parts = LargestRemainder.split(whole, weights);
    List<AttributionShare> moved = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      moved.add(shares.get(i).withShare(parts.get(i).longValueExact()));
    }
    return moved;
  }
}

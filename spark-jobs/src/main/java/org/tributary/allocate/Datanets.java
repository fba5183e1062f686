package org.tributary.allocate;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who curates datanets and who contributed to them, and what models were trained on.
 *
 * @param versions versions of a datanet
 * @param trainingSets training set of a model
 * @param holders contributors of a version of a datanet; only filled where a policy asks for them
 */
record Datanets(
    Map<String, List<Version>> versions,
    Map<String, List<Trained>> trainingSets,
    Map<Trained.Key, List<Holder>> holders)
    implements Serializable {
  /** Nothing on record. */
  static final Datanets NONE = new Datanets(Map.of(), Map.of(), Map.of());

  Datanets {
    versions = Map.copyOf(versions);
    trainingSets = Map.copyOf(trainingSets);
    holders = Map.copyOf(holders);
  }

  /**
   * A version of a datanet.
   *
   * @param curatorId account of its curator; null where it has none
   */
  record Version(int number, LocalDate releasedDate, String curatorId) implements Serializable {}

  /**
   * A datanet of a training set.
   *
   * @param declaredPpm its declared weight
   */
  record Trained(String datanetId, int version, int declaredPpm) implements Serializable {
    /** A version of a datanet. */
    record Key(String datanetId, int version) implements Serializable {}

    Key key() {
      return new Key(datanetId, version);
    }
  }

  /**
   * A contributor of a version of a datanet.
   *
   * @param contributions its accepted contributions that aren't copies of an earlier one, at least
   *     1; times their worth where that counts
   */
  record Holder(String contributorId, long contributions) implements Serializable {}

  /** The training set of a model, by datanet; empty where none is on record. */
  List<Trained> trainingSetOf(String modelId) {
    return trainingSets.getOrDefault(modelId, List.of()).stream()
        .sorted(Comparator.comparing(Trained::datanetId))
        .toList();
  }

  /** The contributors of what a model was trained on, by id. */
  List<Holder> holdersOf(Trained trained) {
    return holders.getOrDefault(trained.key(), List.of()).stream()
        .filter(holder -> !holder.contributorId().isBlank())
        .sorted(Comparator.comparing(Holder::contributorId))
        .toList();
  }

  /**
   * The curator of a datanet: of the version that the model was trained on, and of a datanet that
   * it wasn't trained on that of the last version released by the log date.
   */
  Optional<String> curatorOf(String modelId, String datanetId, LocalDate logDate) {
    Optional<Integer> trained = versionOf(modelId, datanetId);
    return versions.getOrDefault(datanetId, List.of()).stream()
        .filter(
            version ->
                trained
                    .map(number -> version.number() == number)
                    .orElse(!version.releasedDate().isAfter(logDate)))
        .max(Comparator.comparing(Version::number))
        .flatMap(version -> Optional.ofNullable(version.curatorId()))
        .filter(curator -> !curator.isBlank());
  }

  /** The version of a datanet that a model was trained on; empty where it wasn't trained on it. */
  Optional<Integer> versionOf(String modelId, String datanetId) {
    return trainingSets.getOrDefault(modelId, List.of()).stream()
        .filter(each -> each.datanetId().equals(datanetId))
        .map(Trained::version)
        .findFirst();
  }
}

package org.tributary.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.sample.code.CodeContribution;
import org.tributary.sample.code.CodeDatanets;
import org.tributary.sample.code.NgramModel;

/**
 * The Java models: java-ngram, and java-ngram-text, which is java-ngram trained on Commons Text as
 * well: adding counts is what training further is for an n-gram model.
 */
final class CodeModels {
  static final String BASE = "java-ngram";
  static final String ADAPTER = "java-ngram-text";

  private static final int ORDER = 6;

  private final CodeDatanets datanets;
  private final Map<String, NgramModel> models = new LinkedHashMap<>();
  private final Map<String, List<CodeContribution>> training = new LinkedHashMap<>();

  private CodeModels(CodeDatanets datanets) {
    this.datanets = datanets;
    for (String model : List.of(BASE, ADAPTER)) {
      List<CodeContribution> contributions = new ArrayList<>();
      for (TrainingSet set : trainingSets(model)) {
        contributions.addAll(datanets.in(set.datanetId(), set.version()));
      }
      training.put(model, contributions);
      models.put(
          model,
          NgramModel.train(
              NgramModel.documents(contributions), datanets.vocabulary().size(), ORDER));
    }
  }

  static CodeModels train(CodeDatanets datanets) {
    return new CodeModels(datanets);
  }

  /**
   * The training set of a model. Lang stands at its second release, though a third is out, as
   * models lag behind their datanets.
   */
  static List<TrainingSet> trainingSets(String model) {
    if (model.equals(BASE)) {
      return List.of(
          new TrainingSet("java-commons-lang", 2, 450_000),
          new TrainingSet("java-commons-collections", 1, 280_000),
          new TrainingSet("java-commons-io", 1, 240_000),
          new TrainingSet("java-commons-csv", 1, 30_000));
    }
    return List.of(
        new TrainingSet("java-commons-text", 1, 500_000),
        new TrainingSet("java-commons-lang", 2, 225_000),
        new TrainingSet("java-commons-collections", 1, 140_000),
        new TrainingSet("java-commons-io", 1, 120_000),
        new TrainingSet("java-commons-csv", 1, 15_000));
  }

  String tokenizerId() {
    return datanets.vocabulary().tokenizerId();
  }

  NgramModel model(String modelId) {
    return models.get(modelId);
  }

  /** What a model was trained on. */
  List<CodeContribution> training(String modelId) {
    return training.get(modelId);
  }

  /** Files that people ask about: those of the newest release of Lang, known to a model or not. */
  List<CodeContribution> prompts() {
    return datanets.in("java-commons-lang", 3);
  }

  /**
   * One datanet version of a training set.
   *
   * @param datanetId datanet
   * @param version version of the datanet
   * @param declaredWeightPpm declared weight; those of a model sum to 1,000,000
   */
  record TrainingSet(String datanetId, int version, int declaredWeightPpm) {}
}

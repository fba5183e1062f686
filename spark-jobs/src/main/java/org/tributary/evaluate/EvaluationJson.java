package org.tributary.evaluate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.run.CanonicalJson;

/**
 * The numbers as canonical JSON: decimals are strings with six digits after the point, but for the
 * three numbers that sum up.
 */
final class EvaluationJson {
  private static final int FORMAT = 1;
  private static final int DIGITS = 6;

  private EvaluationJson() {}

  static String of(Evaluation evaluation) {
    Map<String, Object> json = new TreeMap<>();
    json.put("format", FORMAT);
    json.put("engine", EngineVersion.ENGINE);
    json.put("protocol", protocol(evaluation.protocol()));
    json.put("models", evaluation.models().stream().map(EvaluationJson::model).toList());
    evaluation
        .pay()
        .ifPresent(
            pay -> {
              json.putAll(PayJson.headline(pay));
              json.put("pay", PayJson.of(pay));
            });
    evaluation.perceptron().ifPresent(pay -> json.put("perceptron", PayJson.of(pay)));
    return CanonicalJson.write(json) + "\n";
  }

  private static Map<String, Object> protocol(Protocol protocol) {
    return Map.of(
        "split_seed", protocol.splitSeed(),
        "train_rows", protocol.trainRows(),
        "query_rows", protocol.queryRows(),
        "first_subset_seed", protocol.firstSubsetSeed(),
        "subsets", protocol.subsets(),
        "leave_one_out", protocol.leaveOneOut(),
        "l2", plain(protocol.l2()),
        "damping_ratios", plain(protocol.dampingRatios()));
  }

  private static Map<String, Object> model(ModelQuality model) {
    return Map.of(
        "l2", Numbers.plain(model.l2()),
        "accuracy", Numbers.fixed(model.accuracy(), DIGITS),
        "methods", model.methods().stream().map(EvaluationJson::method).toList());
  }

  private static Map<String, Object> method(MethodQuality line) {
    Map<String, Object> json = new TreeMap<>();
    json.put("method", line.method());
    line.dampingRatio().ifPresent(ratio -> json.put("damping_ratio", Numbers.plain(ratio)));
    json.put("float64", quality(line.inDouble()));
    line.inEngine().ifPresent(quality -> json.put("int8", quality(quality)));
    return json;
  }

  private static Map<String, Object> quality(Quality quality) {
    Map<String, Object> json = new TreeMap<>();
    json.put("lds", agreement(quality.datamodeling()));
    quality.leaveOneOut().ifPresent(loo -> json.put("loo", agreement(loo)));
    return json;
  }

  private static Map<String, Object> agreement(Agreement agreement) {
    return Map.of(
        "mean", Numbers.fixed(agreement.mean(), DIGITS),
        "standard_error", Numbers.fixed(agreement.standardError(), DIGITS));
  }

  private static List<String> plain(List<Double> values) {
    return values.stream().map(Numbers::plain).toList();
  }
}

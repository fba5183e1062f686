package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.session.OutsideTools;

/** All methods against NumPy, on several checkpoints, blocks, weights and loss weights. */
class InfluenceOracleTest {
  private static final double RATIO = 0.5;
  private static final TreeMap<String, Integer> WEIGHTS =
      new TreeMap<>(Map.of("early", 400_000, "final", 1_000_000));
  private static final SketchLayout SHAPE =
      SketchLayout.of(
          "m",
          List.of(
              new SketchLayout.Part("early", null, 0, null, 0, 3, 0),
              new SketchLayout.Part("final", null, 0, "a", 0, 4, 0),
              new SketchLayout.Part("final", null, 1, "b", 0, 2, 0)));
  private static final List<TrainingExample> EXAMPLES = Examples.random(5, 50);
  private static final Set<ContributionKey> FOLLOWERS =
      Set.of(EXAMPLES.get(2).key(), EXAMPLES.get(9).key());

  @TempDir Path folder;

  private final InMemoryPreparation preparation = InMemoryPreparation.of(SHAPE, EXAMPLES);

  @Test
  void rowsAndVectorsAreThoseOfNumpy() throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    Files.writeString(folder.resolve("training.json"), json.writeValueAsString(training()));
    OutsideTools.run(
        List.of(
            OutsideTools.python("influence against NumPy").toString(),
            "src/test/python/influence_oracle.py",
            folder.toString()));
    JsonNode oracle = json.readTree(folder.resolve("oracle.json").toFile());
    for (Preconditioner method : Preconditioner.values()) {
      // DataInf's weights have 22 to 30 bits.
      double tolerance = method == Preconditioner.DATAINF ? 1e-6 : 1e-9;
      // Factors of a contributor's rows are rounded likewise.
      double summed = 1e-6;
      Preconditioning solved = preparation.prepare(setting(method), FOLLOWERS).preconditioning();
      JsonNode expected = oracle.get(method.name());
      for (TrainingExample each : EXAMPLES) {
        assertClose(
            solved.scoringVector(each.sketches()),
            expected.get("rows").get(id(each.key())),
            tolerance);
      }
      sums(solved)
          .forEach(
              (name, sum) -> {
                if (sum.contributions() > 0) {
                  assertClose(
                      LeaveGroupOut.dense(solved, sum), expected.get("vectors").get(name), summed);
                }
              });
      assertThat(expected.get("vectors")).hasSizeGreaterThan(4);
    }
  }

  private Map<String, ContributorSums> sums(Preconditioning solved) {
    Map<String, ContributorSums> sums = new TreeMap<>();
    for (RawRow row : preparation.rawRows()) {
      sums.computeIfAbsent(name(row.contributor()), key -> new ContributorSums(solved))
          .add(solved, row, !FOLLOWERS.contains(row.key()));
    }
    return sums;
  }

  private static void assertClose(double[] found, JsonNode expected, double tolerance) {
    double largest = 0;
    for (JsonNode each : expected) {
      largest = Math.max(largest, Math.abs(each.asDouble()));
    }
    assertThat(expected).hasSize(found.length);
    for (int j = 0; j < found.length; j++) {
      assertThat(found[j])
          .isCloseTo(expected.get(j).asDouble(), within(tolerance * largest + Double.MIN_NORMAL));
    }
  }

  private static InfluenceSetting setting(Preconditioner method) {
    return new InfluenceSetting(
        method,
        new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, RATIO),
        WEIGHTS,
        PayRule.Duplicates.EARLIEST,
        950_000);
  }

  private Map<String, Object> training() {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("methods", Arrays.stream(Preconditioner.values()).map(Enum::name).toList());
    training.put("ratio", RATIO);
    training.put("weights", Map.of("early", 0.4, "final", 1.0));
    List<Object> parts = new ArrayList<>();
    Map<String, Integer> next = new TreeMap<>();
    for (SketchLayout.Part part : preparation.balanced().parts()) {
      int start = next.getOrDefault(part.checkpoint(), 0);
      next.put(part.checkpoint(), start + part.dimension());
      parts.add(
          Map.of(
              "checkpoint", part.checkpoint(),
              "start", start,
              "dimension", part.dimension(),
              "scale", part.scaleExponent()));
    }
    training.put("parts", parts);
    Map<ContributionKey, RawRow> raw = new TreeMap<>();
    preparation.rawRows().forEach(row -> raw.put(row.key(), row));
    training.put(
        "examples", EXAMPLES.stream().map(each -> example(each, raw.get(each.key()))).toList());
    return training;
  }

  private static Map<String, Object> example(TrainingExample each, RawRow raw) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("id", id(each.key()));
    example.put("contributor", name(each.contributor()));
    example.put("earns", each.earns());
    example.put("leads", !FOLLOWERS.contains(each.key()));
    Map<String, Object> gradients = new TreeMap<>();
    Map<String, Object> lossWeights = new TreeMap<>();
    each.sketches()
        .forEach(
            (checkpoint, sketch) -> {
              List<Double> gradient = new ArrayList<>();
              for (float entry : sketch.gradient()) {
                gradient.add((double) entry);
              }
              gradients.put(checkpoint, gradient);
              lossWeights.put(checkpoint, sketch.lossWeight());
            });
    example.put("gradients", gradients);
    example.put("loss_weights", lossWeights);
    List<Double> values = new ArrayList<>();
    for (byte entry : raw.sketch().q()) {
      values.add(Math.scalb((double) entry, raw.sketch().exponent()));
    }
    example.put("raw", values);
    return example;
  }

  private static String id(ContributionKey key) {
    return key.datanetId() + "/" + key.contributionId();
  }

  private static String name(ContributorKey key) {
    return key.datanetId() + "/" + key.contributorId();
  }
}

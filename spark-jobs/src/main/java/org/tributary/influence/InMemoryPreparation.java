package org.tributary.influence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;

/**
 * Prepares a training set that fits in memory, digit for digit as stage {@code prepare} does: for
 * measurements, and to check the stage.
 */
public final class InMemoryPreparation {
  private final SketchLayout balanced;
  private final ScaleSurvey survey = new ScaleSurvey();
  private final int floor;
  private final List<TrainingExample> examples;
  private final List<RawRow> rawRows;
  private final List<PartCurvature> curvatures;

  private InMemoryPreparation(SketchLayout shape, List<TrainingExample> unordered) {
    this.examples = unordered.stream().sorted(Comparator.comparing(TrainingExample::key)).toList();
    examples.forEach(each -> survey.add(shape, each));
    this.balanced = survey.balanced(shape);
    this.floor = survey.largestExponent(balanced) - Quantizer.WINDOW;
    this.rawRows = examples.stream().map(this::raw).toList();
    this.curvatures = balanced.parts().stream().map(this::curvature).toList();
  }

  /** One layer block per checkpoint. */
  public static InMemoryPreparation of(String modelId, List<TrainingExample> examples) {
    TreeMap<String, SketchLayout.Part> parts = new TreeMap<>();
    for (TrainingExample example : examples) {
      example
          .sketches()
          .forEach(
              (name, sketch) ->
                  parts.putIfAbsent(
                      name,
                      new SketchLayout.Part(
                          name, sketch.projectionId(), 0, null, 0, sketch.gradient().length, 0)));
    }
    return of(SketchLayout.of(modelId, List.copyOf(parts.values())), examples);
  }

  /**
   * Prepares what all settings share.
   *
   * @param shape parts of a row; their scale exponents don't matter
   * @param examples the model's training set, in any order
   */
  public static InMemoryPreparation of(SketchLayout shape, List<TrainingExample> examples) {
    return new InMemoryPreparation(shape, examples);
  }

  private PartCurvature curvature(SketchLayout.Part part) {
    PartCurvature sum = new PartCurvature(part.dimension());
    rawRows.forEach(row -> sum.add(part, row));
    return sum;
  }

  /** An example of the training set in working coordinates. */
  public RawRow raw(TrainingExample example) {
    return RawRow.of(balanced, floor, example);
  }

  /** The layout of raw rows. */
  public SketchLayout balanced() {
    return balanced;
  }

  /** The examples in working coordinates, by key: what groups are found among. */
  public List<RawRow> rawRows() {
    return rawRows;
  }

  /**
   * Prepares a setting.
   *
   * @param followers contributions that another one speaks for
   */
  public PreparedModel prepare(InfluenceSetting setting, Set<ContributionKey> followers) {
    List<DampingSweep.Point> sweep =
        DampingSweep.isNeeded(setting)
            ? DampingSweep.sum(curvatures.stream().map(DampingSweep::of).toList())
            : List.of();
    Preconditioning preconditioning =
        new Preconditioning(
            balanced, setting, matrices(setting, DampingSweep.resolve(setting, sweep)));
    List<ContributorVector> vectors = vectors(preconditioning, followers);
    Map<ContributorKey, Integer> ordinals = new HashMap<>();
    vectors.forEach(each -> ordinals.put(each.contributor(), each.ordinal()));
    List<ScoringRow> rows = scoringRows(preconditioning, followers, ordinals);
    ExponentRange rowRange = ExponentRange.of(rows.stream().map(ScoringRow::row).toList());
    ExponentRange vectorRange =
        ExponentRange.of(vectors.stream().map(ContributorVector::vector).toList());
    return new PreparedModel(
        preconditioning,
        new SettingNumbers(
            balanced.dimension(),
            rowRange,
            vectorRange,
            SettingNumbers.referenceExponent(survey, balanced, setting),
            vectors.size(),
            rows.size(),
            SettingNumbers.sumShift(rowRange, mostOfOne(rows))),
        sweep,
        packed(rows, rowRange),
        vectors.stream().map(each -> each.fitted(vectorRange)).toList());
  }

  private List<PartPreconditioner> matrices(InfluenceSetting setting, Damping damping) {
    List<PartPreconditioner> matrices = new ArrayList<>();
    for (int p = 0; p < curvatures.size(); p++) {
      SketchLayout.Part part = balanced.parts().get(p);
      PartPreconditioner matrix =
          PartPreconditioner.of(setting.preconditioner(), damping, part, curvatures.get(p));
      boolean dataInf = setting.preconditioner() == Preconditioner.DATAINF;
      matrices.add(dataInf && !matrix.isIdentity() ? dataInf(matrix, part) : matrix);
    }
    return matrices;
  }

  private PartPreconditioner dataInf(PartPreconditioner matrix, SketchLayout.Part part) {
    WeightedGram sum = new WeightedGram(part.dimension());
    rawRows.forEach(row -> matrix.addDataInf(sum, part, row));
    return matrix.withDataInf(sum);
  }

  private List<ContributorVector> vectors(
      Preconditioning preconditioning, Set<ContributionKey> followers) {
    TreeMap<ContributorKey, ContributorSums> sums = new TreeMap<>();
    for (RawRow row : rawRows) {
      sums.computeIfAbsent(row.contributor(), key -> new ContributorSums(preconditioning))
          .add(preconditioning, row, !followers.contains(row.key()));
    }
    List<ContributorVector> vectors = new ArrayList<>();
    sums.forEach(
        (contributor, sum) -> {
          if (sum.contributions() > 0) {
            vectors.add(
                new ContributorVector(
                    vectors.size(),
                    contributor,
                    sum.contributions(),
                    sum.leaders(),
                    LeaveGroupOut.vector(preconditioning, sum)));
          }
        });
    return vectors;
  }

  private List<ScoringRow> scoringRows(
      Preconditioning preconditioning,
      Set<ContributionKey> followers,
      Map<ContributorKey, Integer> ordinals) {
    return examples.stream()
        .filter(each -> each.earns() && !followers.contains(each.key()))
        .map(
            each ->
                new ScoringRow(
                    ordinals.get(each.contributor()),
                    each.key().contributionId(),
                    preconditioning.scoringRow(each.sketches())))
        .sorted(ScoringRow.BY_CONTRIBUTION)
        .toList();
  }

  private static long mostOfOne(List<ScoringRow> rows) {
    Map<Integer, Long> counts = new HashMap<>();
    rows.forEach(each -> counts.merge(each.contributor(), 1L, Long::sum));
    return counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private List<PackedRows> packed(List<ScoringRow> rows, ExponentRange range) {
    List<PackedRows> blocks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += PackedRows.MOST_ROWS) {
      int to = Math.min(rows.size(), from + PackedRows.MOST_ROWS);
      blocks.add(PackedRows.of(blocks.size(), balanced.dimension(), range, rows.subList(from, to)));
    }
    return blocks;
  }
}

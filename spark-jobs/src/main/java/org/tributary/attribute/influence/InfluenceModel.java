package org.tributary.attribute.influence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.influence.PreconditionerMatrix;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.Quantizer;

/**
 * All that scoring needs of one model under one setting: a preconditioner per checkpoint and the
 * earning training rows, packed for the kernel. Immutable; made once and sent to every executor.
 */
public final class InfluenceModel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Contributions that are scored together: a tile of results stays small. */
  static final int TILE = 4_096;

  private final String modelId;
  private final List<ContributorKey> contributors;
  private final String[] contributionIds;
  private final int[] contributorOf;
  private final TreeMap<String, Checkpoint> checkpoints;

  private InfluenceModel(
      String modelId,
      List<ContributorKey> contributors,
      String[] contributionIds,
      int[] contributorOf,
      TreeMap<String, Checkpoint> checkpoints) {
    this.modelId = modelId;
    this.contributors = contributors;
    this.contributionIds = contributionIds;
    this.contributorOf = contributorOf;
    this.checkpoints = checkpoints;
  }

  /**
   * Rows of one checkpoint that stand in one tile of contributions.
   *
   * @param q as many sketches as {@code contribution} has entries, one after the other
   * @param contribution index of the contribution of each row
   * @param exponent of each row
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; read only
  record Tile(byte[] q, int[] contribution, int[] exponent) implements Serializable {}

  /**
   * One checkpoint.
   *
   * @param matrix preconditioner
   * @param tiles by tile of contributions; a tile may be empty
   * @param lowest lowest exponent of a row that isn't all zero
   * @param highest highest exponent of a row that isn't all zero
   * @param hasRows whether there is such a row
   */
  record Checkpoint(
      PreconditionerMatrix matrix, List<Tile> tiles, int lowest, int highest, boolean hasRows)
      implements Serializable {}

  /**
   * Packs a model.
   *
   * @param modelId for messages
   * @param matrices preconditioner by checkpoint
   * @param rows earning rows, in any order, at most one per checkpoint and contribution; those of a
   *     checkpoint quantized no finer than {@link Quantizer#floorOf}
   */
  public static InfluenceModel of(
      String modelId, Map<String, PreconditionerMatrix> matrices, List<TrainingRow> rows) {
    List<TrainingRow> sorted =
        rows.stream()
            .sorted(
                Comparator.comparing(TrainingRow::contributor)
                    .thenComparing(TrainingRow::contributionId)
                    .thenComparing(TrainingRow::checkpoint))
            .toList();
    List<ContributorKey> contributors =
        new ArrayList<>(new TreeSet<>(sorted.stream().map(TrainingRow::contributor).toList()));
    List<TrainingRow> contributions = new ArrayList<>();
    TreeMap<String, List<TrainingRow>> byCheckpoint = new TreeMap<>();
    TreeMap<String, List<Integer>> indexByCheckpoint = new TreeMap<>();
    for (TrainingRow row : sorted) {
      if (contributions.isEmpty() || !sameContribution(contributions, row)) {
        contributions.add(row);
      }
      byCheckpoint.computeIfAbsent(row.checkpoint(), key -> new ArrayList<>()).add(row);
      indexByCheckpoint
          .computeIfAbsent(row.checkpoint(), key -> new ArrayList<>())
          .add(contributions.size() - 1);
    }
    TreeMap<String, Checkpoint> checkpoints = new TreeMap<>();
    matrices.forEach(
        (name, matrix) ->
            checkpoints.put(
                name,
                checkpoint(
                    matrix,
                    byCheckpoint.getOrDefault(name, List.of()),
                    indexByCheckpoint.getOrDefault(name, List.of()),
                    contributions.size())));
    return new InfluenceModel(
        modelId,
        contributors,
        contributions.stream().map(TrainingRow::contributionId).toArray(String[]::new),
        contributorIndex(contributions),
        checkpoints);
  }

  private static boolean sameContribution(List<TrainingRow> contributions, TrainingRow row) {
    TrainingRow last = contributions.get(contributions.size() - 1);
    return last.contributor().equals(row.contributor())
        && last.contributionId().equals(row.contributionId());
  }

  /** Contributions are sorted by contributor, so the index rises where the contributor changes. */
  private static int[] contributorIndex(List<TrainingRow> contributions) {
    int[] index = new int[contributions.size()];
    for (int i = 1; i < index.length; i++) {
      boolean same =
          contributions.get(i).contributor().equals(contributions.get(i - 1).contributor());
      index[i] = index[i - 1] + (same ? 0 : 1);
    }
    return index;
  }

  private static Checkpoint checkpoint(
      PreconditionerMatrix matrix,
      List<TrainingRow> rows,
      List<Integer> indices,
      int contributions) {
    int lowest = Integer.MAX_VALUE;
    int highest = Integer.MIN_VALUE;
    for (TrainingRow row : rows) {
      if (!row.sketch().isZero()) {
        lowest = Math.min(lowest, row.sketch().exponent());
        highest = Math.max(highest, row.sketch().exponent());
      }
    }
    if (lowest <= highest && highest - lowest > Quantizer.WINDOW) {
      throw new IllegalArgumentException(
          "Training rows of exponents "
              + lowest
              + " to "
              + highest
              + ": quantize them no finer than Quantizer.floorOf()");
    }
    List<Tile> tiles = new ArrayList<>();
    int next = 0;
    for (int first = 0; first < contributions; first += TILE) {
      int from = next;
      while (next < rows.size() && indices.get(next) < first + TILE) {
        next++;
      }
      tiles.add(tile(rows.subList(from, next), indices.subList(from, next), matrix.dimension()));
    }
    return new Checkpoint(matrix, List.copyOf(tiles), lowest, highest, lowest <= highest);
  }

  private static Tile tile(List<TrainingRow> rows, List<Integer> indices, int dimension) {
    byte[] q = new byte[Math.multiplyExact(rows.size(), dimension)];
    int[] exponent = new int[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      QuantizedRow sketch = rows.get(i).sketch();
      System.arraycopy(sketch.q(), 0, q, i * dimension, dimension);
      exponent[i] = sketch.exponent();
    }
    return new Tile(q, indices.stream().mapToInt(Integer::intValue).toArray(), exponent);
  }

  public String modelId() {
    return modelId;
  }

  /** What a sketch of an inference must look like. */
  public SketchShape shape() {
    TreeMap<String, Integer> dimensions = new TreeMap<>();
    checkpoints.forEach((name, each) -> dimensions.put(name, each.matrix().dimension()));
    return new SketchShape(modelId, dimensions);
  }

  /** Who can earn, in the order of their index. */
  List<ContributorKey> contributors() {
    return contributors;
  }

  int contributions() {
    return contributionIds.length;
  }

  String contributionId(int contribution) {
    return contributionIds[contribution];
  }

  int contributorOf(int contribution) {
    return contributorOf[contribution];
  }

  /** A checkpoint of the training run, if the model has it. */
  Optional<Checkpoint> checkpoint(String name) {
    return Optional.ofNullable(checkpoints.get(name));
  }

  /** Names of the checkpoints, ascending. */
  List<String> checkpointNames() {
    return List.copyOf(checkpoints.keySet());
  }
}

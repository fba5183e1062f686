package org.tributary.attribute.influence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.tributary.attribute.influence.InfluenceModel.Checkpoint;
import org.tributary.attribute.influence.InfluenceModel.Tile;
import org.tributary.gpu.Kernel;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.WideSums;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * Exact influence of every contributor on a batch of inferences.
 *
 * <p>The score of contribution i for inference z is the sum over checkpoints of {@code q(P g_z) .
 * q(g_i)}, the value of a contributor the sum over its contributions (TracInCP, arXiv 2002.08484,
 * with a preconditioner; a sum and an average over checkpoints give the same shares). All are
 * integers in units of one power of two per inference: an int8 product times a power of two is
 * exact, so rows of different scales add and compare exactly.
 */
public final class InfluenceScorer {
  private static final BigInteger DECIMAL_38 = BigInteger.TEN.pow(38);

  private final InfluenceModel model;
  private final Kernel kernel;
  private final int evidenceRows;

  /**
   * Makes a scorer; not for use by several threads at once.
   *
   * @param evidenceRows how many contributions each value names
   */
  public InfluenceScorer(InfluenceModel model, Kernel kernel, int evidenceRows) {
    this.model = model;
    this.kernel = kernel;
    this.evidenceRows = evidenceRows;
  }

  /**
   * Scores a batch; entry i belongs to {@code batch.get(i)}. The batch's size changes no number.
   *
   * @throws TributaryException INPUT_INCONSISTENT when a sketch doesn't fit the model; ARITHMETIC
   *     when a value leaves DECIMAL(38,0)
   */
  public List<InferenceValues> score(List<InferenceSketches> batch) {
    List<InferenceRows> rows = InferenceRows.of(model, batch);
    List<WideSums> values = new ArrayList<>();
    List<EvidenceBoard> evidence = new ArrayList<>();
    for (int each = 0; each < batch.size(); each++) {
      values.add(new WideSums(model.contributors().size()));
      evidence.add(new EvidenceBoard(model, evidenceRows));
    }
    for (int first = 0; first < model.contributions(); first += InfluenceModel.TILE) {
      int count = Math.min(InfluenceModel.TILE, model.contributions() - first);
      List<WideSums> scores = scores(rows, first, count);
      for (int each = 0; each < batch.size(); each++) {
        for (int i = 0; i < count; i++) {
          if (!scores.get(each).isZero(i)) {
            values.get(each).addFrom(model.contributorOf(first + i), scores.get(each), i);
            evidence.get(each).offer(first + i, scores.get(each), i);
          }
        }
      }
    }
    List<InferenceValues> results = new ArrayList<>();
    for (int each = 0; each < batch.size(); each++) {
      results.add(
          result(
              batch.get(each).inferenceId(),
              rows.get(each).exponent(),
              values.get(each),
              evidence.get(each)));
    }
    return results;
  }

  /** Scores of the contributions of one tile, per inference. */
  private List<WideSums> scores(List<InferenceRows> inferences, int first, int count) {
    List<WideSums> scores = new ArrayList<>();
    inferences.forEach(each -> scores.add(new WideSums(count)));
    for (String name : model.checkpointNames()) {
      Checkpoint checkpoint = model.checkpoint(name).orElseThrow();
      Tile tile = checkpoint.tiles().get(first / InfluenceModel.TILE);
      List<Integer> owners = new ArrayList<>();
      for (int each = 0; each < inferences.size(); each++) {
        if (inferences.get(each).rows().containsKey(name)) {
          owners.add(each);
        }
      }
      if (!owners.isEmpty() && tile.contribution().length > 0) {
        addScores(inferences, owners, name, checkpoint, tile, first, scores);
      }
    }
    return scores;
  }

  private void addScores(
      List<InferenceRows> inferences,
      List<Integer> owners,
      String name,
      Checkpoint checkpoint,
      Tile tile,
      int first,
      List<WideSums> scores) {
    int dimension = checkpoint.matrix().dimension();
    int rows = tile.contribution().length;
    byte[] left = new byte[Math.multiplyExact(owners.size(), dimension)];
    for (int i = 0; i < owners.size(); i++) {
      byte[] q = inferences.get(owners.get(i)).rows().get(name).q();
      System.arraycopy(q, 0, left, i * dimension, dimension);
    }
    int[] products = new int[Math.multiplyExact(owners.size(), rows)];
    kernel.multiply(left, owners.size(), tile.q(), rows, dimension, products);
    for (int i = 0; i < owners.size(); i++) {
      InferenceRows inference = inferences.get(owners.get(i));
      QuantizedRow row = inference.rows().get(name);
      WideSums sums = scores.get(owners.get(i));
      int distance = row.exponent() - inference.exponent();
      for (int j = 0; j < rows; j++) {
        int product = products[i * rows + j];
        if (product != 0) {
          sums.addShifted(tile.contribution()[j] - first, product, distance + tile.exponent()[j]);
        }
      }
    }
  }

  private InferenceValues result(
      String inferenceId, int exponent, WideSums values, EvidenceBoard evidence) {
    List<ContributorValue> kept = new ArrayList<>();
    for (int contributor = 0; contributor < model.contributors().size(); contributor++) {
      if (!values.isZero(contributor)) {
        ContributorKey key = model.contributors().get(contributor);
        BigInteger value = values.exact(contributor);
        requireDecimal(value, inferenceId, key);
        kept.add(new ContributorValue(key, value, evidence.strongest(contributor)));
      }
    }
    return new InferenceValues(inferenceId, exponent, kept);
  }

  private static void requireDecimal(BigInteger value, String inferenceId, ContributorKey key) {
    if (value.abs().compareTo(DECIMAL_38) >= 0) {
      throw TributaryException.of(
          ErrorCode.ARITHMETIC,
          "The value of contributor %s of datanet %s for inference %s is %s, which DECIMAL(38,0)"
              + " can't hold.",
          key.contributorId(),
          key.datanetId(),
          inferenceId,
          value);
    }
  }
}

package org.tributary.evaluate.pay;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tributary.gpu.Kernel;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.ContributionKey;
import org.tributary.influence.InMemoryPreparation;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.Preconditioning;
import org.tributary.influence.PreparedModel;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.RawRow;
import org.tributary.influence.SketchLayout;
import org.tributary.influence.TrainingExample;
import org.tributary.influence.groups.GroupRow;
import org.tributary.influence.groups.Leaders;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.run.CanonicalJson;

/**
 * What the nightly run pays in a world, with its own classes: sketches in single precision, int8
 * rows, duplicates, contributor vectors, exact values, credibility and integer shares. The queries
 * are the inferences of a window of one log date.
 */
final class EnginePay {
  static final String MODEL = "digits";
  static final String DATANET = "digits";

  private final World world;
  private final Kernel kernel;
  private final List<TrainingExample> examples = new ArrayList<>();
  private final List<String> contents = new ArrayList<>();
  private final List<Map<String, CheckpointSketch>> queries;
  private final InMemoryPreparation preparation;
  private final Map<InfluenceSetting, InferenceValues> values = new HashMap<>();

  /** Takes the gradients that {@code fit} has in {@code world}. */
  EnginePay(World world, Fit fit, Kernel kernel) {
    this.world = world;
    this.kernel = kernel;
    for (int row = 0; row < world.train().size(); row++) {
      examples.add(
          new TrainingExample(
              new ContributionKey(DATANET, contribution(row)),
              contributor(world.owners()[row]),
              true,
              fit.sketches(world.train(), row)));
      contents.add(content(world.row(row)));
    }
    this.queries =
        IntStream.range(0, world.queries().size())
            .mapToObj(query -> fit.sketches(world.queries(), query))
            .toList();
    this.preparation = InMemoryPreparation.of(SketchLayout.of(MODEL, fit.parts()), examples);
  }

  /**
   * The part of all fees that each contributor gets under a rule.
   *
   * @return one number per contributor; they sum to 1, or less where inferences stay unattributed
   */
  double[] shares(AttributionRule rule) {
    InferenceValues all =
        values.computeIfAbsent(
            InfluenceSetting.of(rule),
            setting -> InferenceValues.of(prepared(setting), queries, kernel));
    long[] sums = all.shares(rule.pay());
    double[] shares = new double[world.contributors()];
    for (int i = 0; i < sums.length; i++) {
      int owner = Integer.parseInt(all.contributorIds().get(i).substring(1));
      shares[owner] = (double) sums[i] / InferenceValues.WHOLE / queries.size();
    }
    return shares;
  }

  /** The score of each training row for itself, {@code x P x}, as an exact number in double. */
  double[] selfInfluence(AttributionRule rule) {
    Preconditioning model =
        preparation.prepare(InfluenceSetting.of(rule), Set.of()).preconditioning();
    return examples.stream()
        .mapToDouble(
            example -> {
              QuantizedRow row = model.layout().quantize(example.sketches());
              QuantizedRow scoring = model.scoringRow(example.sketches());
              long product = 0;
              for (int j = 0; j < row.dimension(); j++) {
                product += row.q()[j] * scoring.q()[j];
              }
              return Math.scalb((double) product, row.exponent() + scoring.exponent());
            })
        .toArray();
  }

  /** Contributions that another one speaks for. */
  Set<ContributionKey> followers(InfluenceSetting setting) {
    Set<ContributionKey> followers = new TreeSet<>();
    if (!setting.groupsDuplicates()) {
      return followers;
    }
    List<GroupRow> rows = new ArrayList<>();
    List<QuantizedRow> scoring = preparation.solve(setting).rows();
    List<RawRow> raw = preparation.rawRows();
    for (int i = 0; i < raw.size(); i++) {
      String id = raw.get(i).key().contributionId();
      int row = Integer.parseInt(id.substring(1));
      rows.add(
          new GroupRow(
              DATANET,
              id,
              raw.get(i).contributorId(),
              contents.get(row),
              row,
              true,
              scoring.get(i).q()));
    }
    Leaders leaders = Leaders.of(rows, setting.nearDuplicateCosinePpm());
    for (int i = 0; i < rows.size(); i++) {
      if (!leaders.leads(i)) {
        followers.add(raw.get(i).key());
      }
    }
    return followers;
  }

  /** The model as the night has it. */
  PreparedModel prepared(InfluenceSetting setting) {
    return preparation.prepare(setting, followers(setting));
  }

  /** In the order of acceptance, also as text. */
  static String contribution(int row) {
    return String.format(Locale.ROOT, "r%06d", row);
  }

  static String contributor(int owner) {
    return String.format(Locale.ROOT, "c%06d", owner);
  }

  static String content(World.Row row) {
    ByteBuffer bytes = ByteBuffer.allocate((row.features().length + 1) * Double.BYTES);
    Arrays.stream(row.features()).forEach(bytes::putDouble);
    bytes.putDouble(row.label());
    return CanonicalJson.sha256(bytes.array());
  }
}

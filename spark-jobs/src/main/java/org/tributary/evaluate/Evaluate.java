package org.tributary.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.evaluate.pay.PayMeasurement;
import org.tributary.evaluate.pay.PayProtocol;
import org.tributary.gpu.Kernel;
import org.tributary.gpu.Kernels;
import org.tributary.influence.InfluenceSetting;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.digits.Examples;
import org.tributary.sample.digits.LogisticModel;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;

/**
 * Measures attribution against the truth on the handwritten digits: trains the model again without
 * each row and on random halves, and tells how well the engine's scores predict the outcome. Writes
 * {@value #MARKDOWN}, {@value #HTML} and {@value #JSON}; the same protocol gives the same bytes.
 */
public final class Evaluate {
  /** The page with the tables. */
  public static final String MARKDOWN = "evaluation.md";

  /** The page with the tables and a chart. */
  public static final String HTML = "evaluation.html";

  /** The numbers as canonical JSON. */
  public static final String JSON = "evaluate.json";

  private static final Logger LOG = LoggerFactory.getLogger(Evaluate.class);

  /** Networks of the ensemble, and passes of their training. */
  private static final int MEMBERS = 4;

  private static final int EPOCHS = 150;

  private final Protocol protocol;
  private final Optional<PayProtocol> pay;
  private final Optional<PayProtocol> perceptron;
  private final String kernel;

  private Evaluate(
      Protocol protocol,
      Optional<PayProtocol> pay,
      Optional<PayProtocol> perceptron,
      String kernel) {
    this.protocol = protocol;
    this.pay = pay;
    this.perceptron = perceptron;
    this.kernel = kernel;
  }

  /**
   * An evaluation by {@code protocol}, with the fastest kernel that works here.
   *
   * @throws TributaryException {@code USAGE} where the protocol can't be carried out
   */
  public static Evaluate by(Protocol protocol) {
    requireThat(
        protocol.trainRows() >= 2 && protocol.queryRows() >= 1,
        "Need at least 2 training rows and 1 query, not %d and %d",
        protocol.trainRows(),
        protocol.queryRows());
    requireThat(
        (long) protocol.trainRows() + protocol.queryRows() <= DigitsData.ROWS,
        "%d training rows and %d queries are more than the %d digits there are",
        protocol.trainRows(),
        protocol.queryRows(),
        DigitsData.ROWS);
    requireThat(
        protocol.subsets() >= 2,
        "A rank correlation needs at least 2 subsets, not %d",
        protocol.subsets());
    requireThat(!protocol.l2().isEmpty(), "Need at least one L2 penalty");
    requirePositive("L2 penalty", protocol.l2());
    requirePositive("damping", protocol.dampingRatios());
    return new Evaluate(protocol, Optional.empty(), Optional.empty(), Kernels.AUTO);
  }

  /** Measures also whether pay follows value, on logistic regression. */
  public Evaluate pay(PayProtocol measured) {
    return new Evaluate(protocol, Optional.of(measured), perceptron, kernel);
  }

  /** Measures also whether pay follows value on a neural network. */
  public Evaluate perceptron(PayProtocol measured) {
    return new Evaluate(protocol, pay, Optional.of(measured), kernel);
  }

  /** Multiplies with this kernel: {@code auto} or a name; it changes the time, never a number. */
  public Evaluate kernel(String preference) {
    return new Evaluate(protocol, pay, perceptron, preference);
  }

  /** Measures, and writes nothing. */
  public Evaluation measure() {
    Kernel selected = Kernels.select(kernel);
    DigitsData digits = DigitsData.load();
    List<ModelQuality> models = new ArrayList<>();
    for (double l2 : protocol.l2()) {
      models.add(measure(digits, selected, l2));
    }
    return new Evaluation(
        protocol,
        models,
        pay.map(each -> PayMeasurement.logistic(each, digits, selected).measure()),
        perceptron.map(
            each -> PayMeasurement.perceptron(each, MEMBERS, EPOCHS, digits, selected).measure()));
  }

  /**
   * Measures and writes the three files.
   *
   * @param out a folder; made where it isn't there, files of the same names are replaced
   * @throws TributaryException {@code INFRASTRUCTURE} where the folder can't be written to
   */
  public Result execute(Path out) {
    try {
      Files.createDirectories(out);
      Evaluation evaluation = measure();
      Files.writeString(
          out.resolve(MARKDOWN), EvaluationMarkdown.of(evaluation), StandardCharsets.UTF_8);
      Files.writeString(out.resolve(HTML), EvaluationHtml.of(evaluation), StandardCharsets.UTF_8);
      Files.writeString(out.resolve(JSON), EvaluationJson.of(evaluation), StandardCharsets.UTF_8);
      return new Result(out, protocol.trainings(), evaluation);
    } catch (IOException e) {
      throw new TributaryException(
          ErrorCode.INFRASTRUCTURE,
          "Can't write the evaluation to " + out + ": name a folder that can be written to",
          e);
    }
  }

  /**
   * What an evaluation did.
   *
   * @param out the folder with the three files
   * @param trainings how many models were trained
   * @param evaluation what was measured
   */
  public record Result(Path out, int trainings, Evaluation evaluation) {}

  private ModelQuality measure(DigitsData digits, Kernel selected, double l2) {
    GroundTruth truth =
        GroundTruth.of(
            digits, protocol.splitSeed(), protocol.trainRows(), protocol.queryRows(), l2);
    LOG.info("L2 {}: retraining on {} halves", Numbers.plain(l2), protocol.subsets());
    HalfSubsets halves = truth.halfSubsets(protocol.firstSubsetSeed(), protocol.subsets());
    Optional<double[][]> leaveOneOut = Optional.empty();
    if (protocol.leaveOneOut()) {
      LOG.info(
          "L2 {}: retraining without each of {} rows", Numbers.plain(l2), truth.train().size());
      leaveOneOut = Optional.of(truth.leaveOneOut());
    }
    LOG.info("L2 {}: scoring", Numbers.plain(l2));
    return new ModelQuality(
        l2,
        truth.model().accuracy(truth.queries()),
        methods(selected, truth, new Judge(halves, leaveOneOut)));
  }

  private List<MethodQuality> methods(Kernel selected, GroundTruth truth, Judge judge) {
    double[][] train = gradients(truth.model(), truth.train());
    double[][] queries = gradients(truth.model(), truth.queries());
    DoubleScores inDouble = new DoubleScores(train, queries);
    EngineScores inEngine = new EngineScores(selected, train, queries);
    List<MethodQuality> methods = new ArrayList<>();
    methods.add(
        new MethodQuality(
            MethodQuality.EXACT_INFLUENCE,
            Optional.empty(),
            judge.quality(inDouble.exactInfluence(truth.curvature())),
            Optional.empty()));
    InfluenceSetting dot =
        new InfluenceSetting(
            Preconditioner.GRADIENT_DOT, new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 1));
    methods.add(
        new MethodQuality(
            MethodQuality.GRADIENT_DOT,
            Optional.empty(),
            judge.quality(inDouble.gradientDot()),
            Optional.of(judge.quality(inEngine.under(dot)))));
    for (double ratio : protocol.dampingRatios()) {
      Damping damping = new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, ratio);
      InfluenceSetting setting = new InfluenceSetting(Preconditioner.GAUSS_NEWTON, damping);
      methods.add(
          new MethodQuality(
              MethodQuality.GAUSS_NEWTON,
              Optional.of(ratio),
              judge.quality(inDouble.gaussNewton(ratio)),
              Optional.of(judge.quality(inEngine.under(setting)))));
    }
    return methods;
  }

  /** Holds scores against what retraining showed. */
  private record Judge(HalfSubsets halves, Optional<double[][]> leaveOneOut) {
    Quality quality(ScoreMatrix scores) {
      return new Quality(
          scores.linearDatamodelingScore(halves), leaveOneOut.map(scores::leaveOneOutCorrelation));
    }
  }

  private static double[][] gradients(LogisticModel model, Examples examples) {
    double[][] gradients = new double[examples.size()][];
    for (int row = 0; row < gradients.length; row++) {
      gradients[row] = model.gradient(examples, row);
    }
    return gradients;
  }

  private static void requirePositive(String what, List<Double> values) {
    for (double value : values) {
      requireThat(
          value > 0 && !Double.isInfinite(value), "A %s must be positive, not %s", what, value);
    }
  }

  private static void requireThat(boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw TributaryException.of(ErrorCode.USAGE, format, arguments);
    }
  }
}

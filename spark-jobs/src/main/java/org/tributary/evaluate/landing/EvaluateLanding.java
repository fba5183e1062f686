package org.tributary.evaluate.landing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.evaluate.Evaluate;
import org.tributary.evaluate.pay.Rule;
import org.tributary.gpu.Kernels;
import org.tributary.ingest.Ingest;
import org.tributary.ingest.IngestResult;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.session.Storage;
import org.tributary.session.TemporaryFolder;
import org.tributary.session.Warehouse;
import org.tributary.snapshot.PolicyFiles;

/**
 * Measures whether pay follows value for a model of one's own: the stages of the night run over a
 * landing folder, in a warehouse that is removed afterwards, once per rule; what contributors get
 * is held against a table of measured truth. Writes the files that {@link Evaluate} writes; the
 * same landing files and truth give the same bytes.
 */
public final class EvaluateLanding {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluateLanding.class);

  private final SparkSession spark;
  private final String landing;
  private String truth;
  private Optional<String> model = Optional.empty();
  private Optional<String> policy = Optional.empty();
  private String kernel = Kernels.AUTO;

  private EvaluateLanding(SparkSession spark, String landing) {
    this.spark = Objects.requireNonNull(spark, "spark");
    this.landing = Objects.requireNonNull(landing, "landing");
    this.truth = landing + "/" + Ingest.TRUTH;
  }

  /** An evaluation of the model in a landing folder, on any file system that Hadoop knows. */
  public static EvaluateLanding of(SparkSession spark, String landing) {
    return new EvaluateLanding(spark, landing);
  }

  /** The table of truth; {@value Ingest#TRUTH} in the landing folder when not set. */
  public EvaluateLanding truth(String file) {
    this.truth = file;
    return this;
  }

  /** The model that the truth is about; needed where the log has several. */
  public EvaluateLanding model(String modelId) {
    this.model = Optional.of(modelId);
    return this;
  }

  /** A policy file whose attribution rule for the model is measured, too. */
  public EvaluateLanding policy(String file) {
    this.policy = Optional.of(file);
    return this;
  }

  /** Kernel of attribute; it changes the time, never a number. */
  public EvaluateLanding kernel(String preference) {
    this.kernel = preference;
    return this;
  }

  /**
   * Measures and writes the three files.
   *
   * @param out a folder; made where it isn't there, files of the same names are replaced
   * @throws TributaryException {@code INFRASTRUCTURE} where the folder can't be written to, and as
   *     {@link #measure} says
   */
  public LandingEvaluation execute(Path out) {
    LandingEvaluation evaluation = measure();
    try {
      Files.createDirectories(out);
      Files.writeString(
          out.resolve(Evaluate.MARKDOWN),
          LandingPages.markdown(evaluation),
          StandardCharsets.UTF_8);
      Files.writeString(
          out.resolve(Evaluate.HTML), LandingPages.html(evaluation), StandardCharsets.UTF_8);
      Files.writeString(
          out.resolve(Evaluate.JSON), LandingJson.of(evaluation), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new TributaryException(
          ErrorCode.INFRASTRUCTURE,
          "Can't write the evaluation to " + out + ": name a folder that can be written to",
          e);
    }
    return evaluation;
  }

  /**
   * Measures, and writes nothing.
   *
   * @throws TributaryException INPUT_MISSING or LANDING_UNREADABLE where truth or landing files are
   *     missing or can't be read, INPUT_INCONSISTENT where nothing is left to compare, USAGE where
   *     the model must be named, POLICY_INVALID, and what the stages throw
   */
  public LandingEvaluation measure() {
    // What is cheap to refuse is refused before Spark works.
    Truth measured = TruthFile.read(truth, truthBytes());
    Optional<Policy> asked = policy.map(this::policyOf);
    try (TemporaryFolder folder = TemporaryFolder.named("tributary-evaluate")) {
      Warehouse warehouse = new Warehouse(spark, folder.path().resolve("warehouse").toString());
      LandingStages stages = new LandingStages(warehouse, folder.path(), kernel);
      return measure(stages, measured, asked);
    }
  }

  private LandingEvaluation measure(LandingStages stages, Truth measured, Optional<Policy> asked) {
    LOG.info("Ingesting {}", landing);
    IngestResult ingested = stages.ingest(landing);
    List<Quarantined> quarantined = stages.quarantined();
    LandingChecks checks = new LandingChecks(landing);
    checks.requireRows(ingested, quarantined);
    LoggedModel paidFor = checks.selected(stages.models(), model);
    Training training = stages.training(paidFor.modelId());
    checks.requireSketches(paidFor, training);
    List<Rule> rules = new ArrayList<>(Rule.both());
    asked.ifPresent(
        each ->
            rules.add(
                new Rule("policy " + each.policyId(), each.attributionOf(paidFor.modelId()))));
    List<PaidByRule> paid = new ArrayList<>();
    for (Rule rule : rules) {
      LOG.info("Paying {} inferences by rule {}", paidFor.inferences(), rule.name());
      paid.add(stages.paid(rule, paidFor));
    }
    return LandingEvaluation.of(paidFor, training, measured, paid, quarantined);
  }

  private byte[] truthBytes() {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(truth);
    try (InputStream in = Storage.of(file, hadoop()).open(file)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw new TributaryException(
          ErrorCode.INPUT_MISSING,
          "There is no table of measured truth at "
              + truth
              + ". Write a CSV file with the header "
              + TruthFile.HEADER
              + ", an effect being how much the held-out loss rises when the model is trained without"
              + " the contributor; put it there, or name it with --truth.",
          e);
    } catch (IOException e) {
      throw new TributaryException(
          ErrorCode.LANDING_UNREADABLE,
          "Truth file " + truth + " can't be read: " + e.getMessage() + ". Check --truth.",
          e);
    }
  }

  private Policy policyOf(String file) {
    SortedMap<String, byte[]> files = PolicyFiles.read(hadoop(), file);
    if (files.size() != 1) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "Policy folder %s has %d policies: %s. One rule is measured: name one file with --policy.",
          file,
          files.size(),
          String.join(", ", files.keySet()));
    }
    Map.Entry<String, byte[]> only = files.entrySet().iterator().next();
    return PolicyReader.read(only.getKey(), only.getValue());
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }
}

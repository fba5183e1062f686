package org.tributary.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.evaluate.Evaluate;
import org.tributary.evaluate.Protocol;
import org.tributary.evaluate.landing.EvaluateLanding;
import org.tributary.evaluate.landing.LandingEvaluation;
import org.tributary.evaluate.pay.PayEvaluation;
import org.tributary.evaluate.pay.PayProtocol;
import org.tributary.evaluate.pay.PayQuality;
import org.tributary.evaluate.pay.Rule;
import org.tributary.evaluate.pay.WorldLanding;
import org.tributary.evaluate.span.ParaphraseTable;
import org.tributary.evaluate.span.SpanAttackTable;
import org.tributary.sample.code.Corpus;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Measure whether pay follows value: on the digits, by retraining, or with --landing on a"
            + " model of your own, against a table of measured truth.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private SparkOptions spark;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to write to. Required, but for --write-landing and --text-attacks.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Worlds of contributors, at least 3 (default: " + PayProtocol.USUAL_SEEDS + ").")
  private Optional<Integer> seeds = Optional.empty();

  @Option(
      names = "--landing",
      paramLabel = "DIR",
      description =
          "Landing files of a model of your own (schemas/README.md). Stages run over them in a"
              + " temporary warehouse.")
  private Optional<String> landing = Optional.empty();

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "With --landing: CSV file with the columns contributor_id,effect. effect: how much the"
              + " held-out loss rises without the contributor (default: truth.csv in the landing"
              + " folder).")
  private Optional<String> truth = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "With --landing: the model that the truth is about, where the log has several.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "With --landing: measure this policy's attribution rule, too, beside the default and the"
              + " published one.")
  private Optional<String> policy = Optional.empty();

  @Option(
      names = "--write-landing",
      paramLabel = "DIR",
      description =
          "Write the digits world of seed 0 as landing files with its truth.csv, to try --landing"
              + " on. Without --out nothing else is done.")
  private Optional<Path> written = Optional.empty();

  @Option(
      names = "--text-attacks",
      description =
          "Print what attacks on methods span and lexical earn, and whom paraphrases pay, on the sample's"
              + " Java code. Without --out nothing else is done.")
  private boolean textAttacks;

  @Option(
      names = "--kernel",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, reference, openblas, onednn or cublas (default: ${DEFAULT-VALUE}).")
  private String kernel;

  @Override
  public Integer call() {
    requireThatOptionsFit();
    written.ifPresent(EvaluateCommand::writeLanding);
    if (textAttacks) {
      SpanAttackTable.lines(Corpus.standardFolder()).forEach(System.out::println);
      System.out.println();
      ParaphraseTable.lines(Corpus.standardFolder()).forEach(System.out::println);
    }
    out.ifPresent(
        folder ->
            landing.ifPresentOrElse(
                files -> evaluateLanding(files, folder), () -> evaluateDigits(folder)));
    return 0;
  }

  private void requireThatOptionsFit() {
    requireThat(
        out.isPresent() || textAttacks || written.isPresent() && landing.isEmpty(),
        "evaluate needs --out DIR, the folder to write to.");
    requireThat(
        landing.isPresent() || truth.isEmpty() && model.isEmpty() && policy.isEmpty(),
        "--truth, --model and --policy are about a model of your own: name its files with"
            + " --landing DIR.");
    requireThat(
        landing.isEmpty() || seeds.isEmpty() && written.isEmpty(),
        "--seeds and --write-landing are about the digits, --landing is about a model of your own:"
            + " evaluate one after the other.");
  }

  private static void requireThat(boolean holds, String otherwise) {
    if (!holds) {
      throw new TributaryException(ErrorCode.USAGE, otherwise);
    }
  }

  private static void writeLanding(Path folder) {
    WorldLanding.write(PayProtocol.single(), folder);
    System.out.printf(
        "evaluate: wrote landing files and truth; try evaluate --landing %s --out DIR%n", folder);
  }

  private void evaluateLanding(String files, Path folder) {
    EvaluateLanding evaluate = EvaluateLanding.of(spark.session(), files).kernel(kernel);
    truth.ifPresent(evaluate::truth);
    model.ifPresent(evaluate::model);
    policy.ifPresent(evaluate::policy);
    LandingEvaluation evaluation = evaluate.execute(folder);
    PayQuality pay = evaluation.rule(Rule.DEFAULT).quality();
    System.out.printf(
        Locale.ROOT,
        "evaluate: %d contributors, %d inferences: Spearman %.3f, %.1f %% to the clearly harmful;"
            + " read %s%n",
        evaluation.contributors().size(),
        evaluation.model().inferences(),
        pay.spearman(),
        100 * pay.harmfulShare(),
        folder.resolve(Evaluate.MARKDOWN));
    System.out.printf(
        Locale.ROOT,
        "evaluate: left out: %d contributors without an effect, %d effects without a contribution, %d"
            + " quarantined rows%n",
        evaluation.withoutTruth().size(),
        evaluation.withoutContributions().size(),
        evaluation.quarantinedRows());
  }

  private void evaluateDigits(Path folder) {
    Evaluate.Result result =
        Evaluate.by(Protocol.FULL)
            .pay(PayProtocol.full(seeds.orElse(PayProtocol.USUAL_SEEDS)))
            .perceptron(PayProtocol.single())
            .kernel(kernel)
            .execute(folder);
    PayEvaluation pay = result.evaluation().pay().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "evaluate: Spearman %.3f, %.1f %% to the clearly harmful, worst attack x %.2f; read %s%n",
        pay.spearman(Rule.DEFAULT),
        100 * pay.harmfulShare(Rule.DEFAULT),
        pay.worstAttackFactor(Rule.DEFAULT),
        folder.resolve(Evaluate.MARKDOWN));
  }
}

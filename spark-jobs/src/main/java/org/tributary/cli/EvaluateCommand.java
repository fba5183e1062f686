package org.tributary.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tributary.evaluate.Evaluate;
import org.tributary.evaluate.Protocol;
import org.tributary.evaluate.pay.PayEvaluation;
import org.tributary.evaluate.pay.PayProtocol;
import org.tributary.evaluate.pay.Rule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tributary evaluate}. */
@Command(
    name = "evaluate",
    description = "Measure whether pay follows value, and scores the truth, by retraining.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  private Path out;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "" + PayProtocol.USUAL_SEEDS,
      description = "Worlds of contributors, at least 3 (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--kernel",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, reference, openblas or onednn (default: ${DEFAULT-VALUE}).")
  private String kernel;

  @Override
  public Integer call() {
    Evaluate.Result result =
        Evaluate.by(Protocol.FULL)
            .pay(PayProtocol.full(seeds))
            .perceptron(PayProtocol.single())
            .kernel(kernel)
            .execute(out);
    PayEvaluation pay = result.evaluation().pay().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "evaluate: Spearman %.3f, %.1f %% to the clearly harmful, worst attack x %.2f; read %s%n",
        pay.spearman(Rule.DEFAULT),
        100 * pay.harmfulShare(Rule.DEFAULT),
        pay.worstAttackFactor(Rule.DEFAULT),
        out.resolve(Evaluate.MARKDOWN));
    return 0;
  }
}

package org.tributary.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tributary.evaluate.Evaluate;
import org.tributary.evaluate.Protocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tributary evaluate}. */
@Command(
    name = "evaluate",
    description = "Measure the attribution of the digits model against exact retraining.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  private Path out;

  @Option(
      names = "--kernel",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, reference, openblas or onednn (default: ${DEFAULT-VALUE}).")
  private String kernel;

  @Override
  public Integer call() {
    Evaluate.Result result = Evaluate.by(Protocol.FULL).kernel(kernel).execute(out);
    System.out.printf(
        Locale.ROOT,
        "evaluate: %,d trainings; read %s%n",
        result.trainings(),
        out.resolve(Evaluate.MARKDOWN));
    return 0;
  }
}

package org.tributary.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.tributary.reports.cli.ApproveCommand;
import org.tributary.reports.cli.CertificateCommand;
import org.tributary.reports.cli.SubmittedCommand;
import org.tributary.schemas.ErrorCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tributary COMMAND}: the class that {@code spark-submit} and {@code ./tributary} start. */
@Command(
    name = "tributary",
    description = "The nightly accounting engine: who shaped which output, and what they are paid.",
    version = "tributary " + org.tributary.schemas.EngineVersion.ENGINE,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      SampleCommand.class,
      NightlyCommand.class,
      IngestCommand.class,
      SnapshotCommand.class,
      StageCommands.PrepareCommand.class,
      StageCommands.AttributeCommand.class,
      StageCommands.AllocateCommand.class,
      StageCommands.SettleCommand.class,
      StageCommands.ReportCommand.class,
      StageCommands.VerifyCommand.class,
      StageCommands.PublishCommand.class,
      PolicyCommand.class,
      OverrideCommand.class,
      RestateCommand.class,
      MaintainCommand.class,
      ApproveCommand.class,
      RunExportCommand.class,
      SubmittedCommand.class,
      LedgerConfirmCommand.class,
      CertificateCommand.class,
      LedgerCommand.class,
      SafeHashCommand.class,
      EvaluateCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line can't be understood",
      "10:the policy is invalid",
      "11:a landing file can't be read",
      "12:a table or file is missing",
      "13:the close date has no log rows or lies before the last published one",
      "14:the warehouse has another version",
      "15:inputs contradict each other",
      "16:an amount is out of range",
      "20:the run doesn't verify; nothing was published",
      "21:the run exceeds a safety bound; nothing was published",
      "22:approvals are missing or a gate is shut; nothing was exported",
      "23:what is on chain isn't what was settled",
      "70:a defect in Tributary",
      "75:disk, network or cluster failed: worth a retry"
    })
public final class Main {
  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command; the exit code is documented in {@link ErrorCode}. */
  public static int run(String... args) {
    // What needs no Spark is the small jar's: the same commands from either jar.
    if (org.tributary.reports.cli.Main.handles(args)) {
      return org.tributary.reports.cli.Main.run(args);
    }
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setErr(err)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> Failures.explain(exception, err))
        .setParameterExceptionHandler(
            (exception, given) -> org.tributary.reports.cli.Main.misused(exception, err))
        .execute(args);
  }
}

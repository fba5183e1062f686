package org.tributary.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.tributary.reports.approval.Secrets;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar tributary-verify.jar}: what a treasury and an auditor run, without Spark. */
@Command(
    name = "tributary",
    description = "Approve, export, submit, confirm, verify and certify settlements.",
    version = "tributary " + EngineVersion.ENGINE,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      VerifyFolderCommand.class,
      ApproveCommand.class,
      ExportCommand.class,
      SubmittedCommand.class,
      ConfirmCommand.class,
      CertificateCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line can't be understood",
      "10:the policy is invalid, or isn't the one that the settlement was made under",
      "12:a file is missing",
      "15:inputs contradict each other",
      "20:what was given doesn't verify",
      "22:approvals are missing or a gate is shut; nothing was exported",
      "23:what is on chain isn't what was settled",
      "70:a defect in Tributary",
      "75:disk or network failed: worth a retry"
    })
public final class Main {
  private static final int DEFECT = 70;
  private static final List<String> COMMANDS =
      List.of("verify", "approve", "export", "submitted", "confirm", "certificate", "help");

  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(withCommand(args)));
  }

  /** {@code tributary-verify.jar DIR} is short for {@code tributary-verify.jar verify DIR}. */
  static String[] withCommand(String... args) {
    if (args.length == 0 || args[0].startsWith("-") || COMMANDS.contains(args[0])) {
      return args;
    }
    String[] longer = new String[args.length + 1];
    longer[0] = "verify";
    System.arraycopy(args, 0, longer, 1, args.length);
    return longer;
  }

  /**
   * Whether a command line is one of these: {@code verify} with options only is a stage, and a
   * command that names a warehouse needs Spark.
   */
  public static boolean handles(String... args) {
    if (args.length == 0 || !COMMANDS.contains(args[0]) || args[0].equals("help")) {
      return false;
    }
    return Arrays.stream(args).noneMatch(arg -> arg.startsWith("--warehouse"))
        && (!args[0].equals("verify") || args.length > 1 && !args[1].startsWith("-"));
  }

  /** Runs a command; the exit code is documented in {@link ErrorCode}. */
  public static int run(String... args) {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setErr(err)
        .setExecutionExceptionHandler((exception, command, parsed) -> explain(exception, err, args))
        .setParameterExceptionHandler((exception, given) -> misused(exception, err))
        .execute(args);
  }

  /** Like picocli's own, but a key that was given in the wrong place isn't repeated. */
  public static int misused(CommandLine.ParameterException misuse, PrintWriter err) {
    CommandLine command = misuse.getCommandLine();
    err.println(Secrets.hide(misuse.getMessage()));
    command.usage(err);
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int explain(Exception failure, PrintWriter err, String... args) {
    if (failure instanceof TributaryException known) {
      err.println("tributary: " + Secrets.hide(known.getMessage(), args));
      return known.code().exitCode();
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    err.print(Secrets.hide(trace.toString(), args));
    if (failure instanceof IOException || failure instanceof UncheckedIOException) {
      err.println("tributary: disk or network failed (above). A retry may help.");
      return ErrorCode.INFRASTRUCTURE.exitCode();
    }
    err.println("tributary: a defect in Tributary (above). Please report it.");
    return DEFECT;
  }
}

package org.tributary.cli;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.tributary.allocate.FeeExplanation;
import org.tributary.allocate.PolicyDiff;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyBooks;
import org.tributary.schemas.policy.Token;
import org.tributary.session.OpenRun;
import org.tributary.session.RunContext;
import org.tributary.snapshot.PolicyFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary policy check|explain|diff|override}. */
@Command(
    name = "policy",
    description = "Check policies, and see what they do to money before they do it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    subcommands = {
      PolicyCommand.Check.class,
      PolicyCommand.Explain.class,
      PolicyCommand.Diff.class,
      PolicyOverrideCommand.class,
      CommandLine.HelpCommand.class
    })
final class PolicyCommand {
  private PolicyCommand() {}

  /** {@code tributary policy check}. */
  @Command(
      name = "check",
      description =
          "Tell whether policies are valid: all that is wrong at once, with line and key, and gaps"
              + " and overlaps of a folder's policies.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Parameters(
        paramLabel = "PATH",
        description = "Policy file, or a folder of policy files by start date.")
    private String path;

    @Override
    public Integer call() {
      List<Policy> policies = book(path).policies();
      for (int i = 0; i < policies.size(); i++) {
        Policy policy = policies.get(i);
        LocalDate next =
            i + 1 < policies.size() ? policies.get(i + 1).effectiveFrom() : policy.effectiveUntil();
        System.out.printf(
            "%s: from %s %s, SHA-256 %s%n",
            policy.policyId(),
            policy.effectiveFrom(),
            next.equals(Policy.OPEN) ? "on" : "until " + next,
            policy.sha256());
      }
      System.out.println(
          policies.size() == 1 ? "1 policy is valid." : policies.size() + " policies are valid.");
      return 0;
    }
  }

  /** {@code tributary policy explain}. */
  @Command(
      name = "explain",
      description = "Tell what a fee would become under a policy, in exact units.",
      mixinStandardHelpOptions = true)
  static final class Explain implements Callable<Integer> {
    @Parameters(
        paramLabel = "PATH",
        description = "Policy file, or a folder of policy files by start date.")
    private String path;

    @Option(
        names = "--fee",
        required = true,
        paramLabel = "UNITS",
        description = "Fee in base units of the token.")
    private BigInteger fee;

    @Option(
        names = "--token",
        paramLabel = "ID",
        description = "Token of the fee, where the policy has several.")
    private Optional<String> token = Optional.empty();

    @Option(
        names = "--model",
        split = ",",
        defaultValue = "model",
        paramLabel = "ID",
        description =
            "Model that answered, then what it sits on, down to the base: 'adapter,base'"
                + " (default: ${DEFAULT-VALUE}, a base model).")
    private List<String> models = new ArrayList<>();

    @Option(
        names = "--gpu-ms",
        defaultValue = "0",
        paramLabel = "MS",
        description = "Metered GPU time in milliseconds (default: ${DEFAULT-VALUE}).")
    private long gpuMs;

    @Option(
        names = "--attributed-ppm",
        defaultValue = "1000000",
        paramLabel = "PPM",
        description =
            "How much of it is attributed to contributors, parts per million (default:"
                + " ${DEFAULT-VALUE}).")
    private int attributedPpm;

    @Option(names = "--agent", description = "An agent made the call.")
    private boolean agent;

    @Option(
        names = "--date",
        paramLabel = "YYYY-MM-DD",
        description = "Log date (default: the first of the last policy).")
    private Optional<LocalDate> date = Optional.empty();

    @Override
    public Integer call() {
      requireInRange();
      PolicyBook book = book(path);
      LocalDate logDate =
          date.orElse(book.policies().get(book.policies().size() - 1).effectiveFrom());
      Policy policy = book.inForceOn(logDate);
      FeeExplanation.Question question =
          new FeeExplanation.Question(
              logDate, tokenOf(policy), fee, gpuMs, models, attributedPpm, agent);
      PolicyPrinter.explanation(policy, question, FeeExplanation.of(book, question), System.out);
      return 0;
    }

    private void requireInRange() {
      if (fee.signum() < 0 || gpuMs < 0 || attributedPpm < 0 || attributedPpm > 1_000_000) {
        throw new TributaryException(
            ErrorCode.USAGE,
            "--fee and --gpu-ms can't be negative, and --attributed-ppm is 0 to 1000000.");
      }
    }

    private String tokenOf(Policy policy) {
      List<String> known = policy.tokens().values().stream().map(Token::tokenId).sorted().toList();
      String chosen = token.orElse(known.size() == 1 ? known.get(0) : "");
      if (!known.contains(chosen)) {
        throw TributaryException.of(
            ErrorCode.USAGE,
            "Policy %s has the tokens %s: name one of them with --token.",
            policy.policyId(),
            String.join(", ", known));
      }
      return chosen;
    }
  }

  /** {@code tributary policy diff}. */
  @Command(
      name = "diff",
      description =
          "Tell what changes in money from one policy to another, over the log and the attribution"
              + " of a run. Nothing is written or posted.",
      mixinStandardHelpOptions = true)
  static final class Diff implements Callable<Integer> {
    @Mixin private WarehouseOptions warehouse;

    @Parameters(index = "0", paramLabel = "OLD", description = "Policy file or folder.")
    private String before;

    @Parameters(index = "1", paramLabel = "NEW", description = "Policy file or folder.")
    private String after;

    @Option(
        names = "--date",
        required = true,
        paramLabel = "YYYY-MM-DD",
        description = "Close date of a run that attribute has done.")
    private LocalDate date;

    @Option(
        names = "--run-id",
        paramLabel = "ID",
        description = "Run (default: the last snapshot of the date).")
    private Optional<String> runId = Optional.empty();

    @Option(
        names = "--accounts",
        paramLabel = "N",
        defaultValue = "20",
        description =
            "Accounts to print of each token, those that change most (default:"
                + " ${DEFAULT-VALUE}).")
    private int accounts;

    @Override
    public Integer call() {
      // Policies that can't be read are refused before Spark starts.
      PolicyBook from = book(before);
      PolicyBook to = book(after);
      RunContext run = OpenRun.open(warehouse.open(), date, runId);
      PolicyDiff.Result result = PolicyDiff.of(run, from, to).execute();
      System.out.printf(
          "What all fees and rewards up to %s become, by the attribution of run %s:%n",
          date, run.manifest().runId());
      PolicyPrinter.difference(result, accounts, System.out);
      return 0;
    }
  }

  private static PolicyBook book(String path) {
    Map<String, byte[]> files = PolicyFiles.read(new Configuration(), path);
    return PolicyBooks.load(files);
  }
}

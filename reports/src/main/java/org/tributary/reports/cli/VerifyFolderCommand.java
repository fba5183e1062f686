package org.tributary.reports.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.reports.export.CertificateCheck;
import org.tributary.reports.export.SubmissionCheck;
import org.tributary.reports.export.SubmissionFacts;
import org.tributary.reports.settlement.Finding;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.policy.PolicyReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary verify DIR}. */
@Command(
    name = "verify",
    description =
        "Check an exported folder, a settlement or a certificate from its files alone: hashes, root,"
            + " proofs, totals, approvals, and that nothing decreased.",
    mixinStandardHelpOptions = true)
public final class VerifyFolderCommand implements Callable<Integer> {
  /** Of an exported folder or a settlement some stand there, whatever else was lost. */
  private static final List<String> MARKS =
      List.of(
          "submission.json",
          "submission.sha256",
          "settlement/manifest.json",
          "settlement/leaves.csv",
          "manifest.sha256",
          "leaves.csv");

  @Parameters(paramLabel = "DIR", description = "Folder, or the file of a certificate.")
  private Path place;

  @Option(
      names = "--previous",
      paramLabel = "DIR",
      description = "The folder that was exported or published before.")
  private Optional<Path> previous = Optional.empty();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Of a certificate: the policy whose approvers must have signed, as many as it needs.")
  private Optional<Path> policy = Optional.empty();

  @Override
  public Integer call() {
    if (!Files.exists(place)) {
      throw TributaryException.of(ErrorCode.INPUT_MISSING, "There is no %s to verify.", place);
    }
    boolean folder = Files.isDirectory(place);
    if (folder ? policy.isPresent() : previous.isPresent()) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          folder
              ? "--policy is for a certificate: an exported folder has the policy in it."
              : "--previous is for a folder: a certificate is of one settlement alone.");
    }
    if (folder) {
      requireOneSettlement();
    }
    List<Finding> findings =
        folder
            ? SubmissionCheck.check(place, previous)
            : CertificateCheck.check(place, approvers());
    findings.forEach(finding -> System.err.println("verify: " + finding));
    System.out.println(
        "verify: " + (findings.isEmpty() ? "right" : findings.size() + " findings") + ": " + place);
    SubmissionFacts.of(place).forEach(fact -> System.out.println("verify: " + fact));
    if (!folder && findings.isEmpty()) {
      System.out.println(
          "verify: approved by "
              + String.join(", ", CertificateCheck.signers(place))
              + (policy.isPresent()
                  ? ", as the policy asks"
                  : ": compare them with the policy's approvers, or name it with --policy"));
    }
    return findings.isEmpty() ? 0 : ErrorCode.VERIFY_FAILED.exitCode();
  }

  /** An outbox or a run's folder was named, and holds what can be verified. */
  private void requireOneSettlement() {
    boolean one = MARKS.stream().anyMatch(name -> Files.exists(place.resolve(name)));
    if (!one) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "%s is neither an exported folder nor a settlement. %s",
          place,
          within()
              .map(export -> "Name an export in it, such as " + export + ".")
              .orElse(
                  "Name OUTBOX/CHAIN-DISTRIBUTOR/DATE-HASH or RUN/settlement/CHAIN-DISTRIBUTOR."));
    }
  }

  private Optional<Path> within() {
    try {
      return SubmissionFacts.within(place);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + place, e);
    }
  }

  private Optional<ApprovalRule> approvers() {
    return policy.map(
        file -> {
          try {
            return PolicyReader.read(file.toString(), Files.readAllBytes(file)).approval();
          } catch (NoSuchFileException e) {
            throw TributaryException.of(
                ErrorCode.INPUT_MISSING, "There is no policy %s. Name it with --policy.", file);
          } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
          }
        });
  }
}

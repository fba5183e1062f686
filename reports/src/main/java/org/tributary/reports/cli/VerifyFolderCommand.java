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
    List<Finding> findings =
        folder
            ? SubmissionCheck.check(place, previous)
            : CertificateCheck.check(place, approvers());
    findings.forEach(finding -> System.err.println("verify: " + finding));
    System.out.println(
        "verify: " + (findings.isEmpty() ? "right" : findings.size() + " findings") + ": " + place);
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

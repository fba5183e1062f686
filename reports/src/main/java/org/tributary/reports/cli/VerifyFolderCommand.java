package org.tributary.reports.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.reports.export.CertificateCheck;
import org.tributary.reports.export.SubmissionCheck;
import org.tributary.reports.settlement.Finding;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
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

  @Override
  public Integer call() {
    if (!Files.exists(place)) {
      throw TributaryException.of(ErrorCode.INPUT_MISSING, "There is no %s to verify.", place);
    }
    List<Finding> findings =
        Files.isDirectory(place)
            ? SubmissionCheck.check(place, previous)
            : CertificateCheck.check(place);
    findings.forEach(finding -> System.err.println("verify: " + finding));
    System.out.println(
        "verify: " + (findings.isEmpty() ? "right" : findings.size() + " findings") + ": " + place);
    return findings.isEmpty() ? 0 : ErrorCode.VERIFY_FAILED.exitCode();
  }
}

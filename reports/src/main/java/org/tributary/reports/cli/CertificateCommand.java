package org.tributary.reports.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.reports.export.Certificate;
import org.tributary.reports.export.SubmissionCheck;
import org.tributary.reports.settlement.Finding;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary certificate DIR}. */
@Command(
    name = "certificate",
    description = "Write what one contributor keeps: leaf, proof, root and approvals in one file.",
    mixinStandardHelpOptions = true)
public final class CertificateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "An exported folder, or a settlement.")
  private Path folder;

  @Option(names = "--account", required = true, paramLabel = "0x..", description = "Address.")
  private String account;

  @Option(
      names = "--token",
      paramLabel = "ID",
      description = "Which token, where the address has several.")
  private Optional<String> token = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write (default: standard output).")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    List<Finding> findings = SubmissionCheck.check(folder, Optional.empty());
    if (!findings.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.VERIFY_FAILED,
          "%s isn't right, and nothing is certified: %s",
          folder,
          findings.get(0).sentence());
    }
    String certificate = Certificate.of(folder, account, token);
    if (!SubmissionCheck.isSubmission(folder)) {
      System.err.println(
          "certificate: nobody's approval is in it, since "
              + folder
              + " isn't what 'tributary export' made: 'tributary verify' will call it wrong.");
    }
    if (out.isEmpty()) {
      // Without a line end: the file that a shell makes of it is the certificate, byte for byte.
      System.out.print(certificate);
      System.out.flush();
      return 0;
    }
    try {
      Files.writeString(out.get(), certificate);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + out.get(), e);
    }
    System.out.println("certificate: " + out.get());
    return 0;
  }
}

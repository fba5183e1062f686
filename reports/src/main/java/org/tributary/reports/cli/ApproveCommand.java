package org.tributary.reports.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.reports.approval.Approval;
import org.tributary.reports.approval.Approvals;
import org.tributary.reports.approval.Approve;
import org.tributary.reports.approval.Attestation;
import org.tributary.reports.approval.SigningKey;
import org.tributary.reports.export.Export;
import org.tributary.reports.export.Refusal;
import org.tributary.reports.export.SettlementPlace;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary approve DIR}. */
@Command(
    name = "approve",
    description = "Sign a settlement as an approver of its policy, or add a wallet's signature.",
    mixinStandardHelpOptions = true)
public final class ApproveCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The settlement's folder.")
  private Path folder;

  @Option(names = "--approver", paramLabel = "NAME", description = "Name in the policy.")
  private Optional<String> approver = Optional.empty();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "File with the private key in hex, readable by you alone.")
  private Optional<Path> keyFile = Optional.empty();

  @Option(
      names = "--key-env",
      paramLabel = "NAME",
      description = "Environment variable with the private key in hex.")
  private Optional<String> keyEnv = Optional.empty();

  @Option(
      names = "--signature",
      paramLabel = "0x..",
      description = "A signature that a wallet made of what --show prints; one for each token.")
  private List<String> signatures = new ArrayList<>();

  @Option(
      names = "--show",
      description = "Sign nothing: print what there is to sign, one line for each token.")
  private boolean show;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy, or a folder of policies (default: the run's own copy).")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Folder of all exports: check the settlement against the last of them, and print which"
              + " gates would be shut.")
  private Optional<Path> outbox = Optional.empty();

  @Option(
      names = "--address",
      description = "Sign nothing: print the address of the key, as a policy names it.")
  private boolean address;

  @Override
  public Integer call() {
    if (address) {
      requireOneWay();
      System.out.println(key().address());
      return 0;
    }
    if (folder == null) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "Which settlement? Name its folder, or with --address print only the address of a key.");
    }
    SettlementPlace place = SettlementPlace.of(folder);
    Policy rules = place.policy(policy);
    Approve approve = Approve.of(place.manifest(), rules);
    if (show) {
      for (Attestation attestation : approve.attestations()) {
        System.out.println(attestation.typedData().json());
      }
      // Not to standard output: that is what a wallet is given.
      shut().forEach(refusal -> System.err.println("approve: shut for now is " + refusal));
      return 0;
    }
    requireRight();
    List<Approval> given = given(approve);
    Approvals approvals =
        place.changeApprovals(
            before -> {
              Approvals all = before;
              for (Approval approval : given) {
                all = approve.add(all, approval);
              }
              return all;
            });
    shut().forEach(refusal -> System.out.println("approve: shut for now is " + refusal));
    System.out.printf(
        "approve: %d of %d approvals, root %s, in %s%n",
        approve.count(approvals),
        approve.needed(),
        place.manifest().root().orElseThrow(),
        place.approvals());
    return 0;
  }

  /** Gates don't stop a signature, but who signs should know what others would have to pass. */
  private List<Refusal> shut() {
    return outbox.map(to -> Export.of(folder, to).policy(policy).shut()).orElse(List.of());
  }

  /** Nobody signs what doesn't verify, with the export before where that is known. */
  private void requireRight() {
    if (outbox.isPresent()) {
      shut();
      return;
    }
    List<Finding> findings = SettlementCheck.check(folder, Optional.empty());
    if (!findings.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.VERIFY_FAILED,
          "%s isn't right, and nothing was signed: %s Take the folder that the run wrote.",
          folder,
          findings.get(0).sentence());
    }
  }

  private List<Approval> given(Approve approve) {
    String name =
        approver.orElseThrow(
            () ->
                TributaryException.of(
                    ErrorCode.USAGE,
                    "Who approves? Name one of the policy's approvers with --approver, or print"
                        + " what there is to sign with --show."));
    requireOneWay();
    if (!signatures.isEmpty()) {
      return signatures.stream().map(hex -> approve.signedElsewhere(name, hex)).toList();
    }
    return List.of(approve.sign(name, key()));
  }

  private SigningKey key() {
    return keyFile
        .map(SigningKey::ofFile)
        .orElseGet(() -> SigningKey.ofEnvironment(keyEnv.orElseThrow(), System.getenv()));
  }

  private void requireOneWay() {
    int ways =
        (keyFile.isPresent() ? 1 : 0)
            + (keyEnv.isPresent() ? 1 : 0)
            + (signatures.isEmpty() ? 0 : 1);
    if (ways != 1 || (address && !signatures.isEmpty())) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          address
              ? "--address is of a key: give one of --key-file and --key-env."
              : "Give one of --key-file, --key-env and --signature, not %d.",
          ways);
    }
  }
}

package org.tributary.reports.approval;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.run.CanonicalJson;

/** Makes approvals of one settlement, and says whether there are enough. */
public final class Approve {
  private final SettlementManifest manifest;
  private final List<Attestation> attestations;
  private final ApprovalRule rule;

  private Approve(SettlementManifest manifest, ApprovalRule rule) {
    this.manifest = manifest;
    this.attestations = Attestation.of(manifest);
    this.rule = rule;
  }

  /**
   * Approvals of {@code manifest}.
   *
   * @param policy the one that the manifest names as its ruleset; who may approve stands there
   */
  public static Approve of(SettlementManifest manifest, Policy policy) {
    if (!policy.sha256().equals(manifest.header().policySha256())) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "Settlement %s was made under policy %s with SHA-256 %s, not under the given one, %s with"
              + " SHA-256 %s. Name the run's own copy with --policy.",
          manifest.header().settlementId(),
          manifest.header().policyId(),
          manifest.header().policySha256(),
          policy.policyId(),
          policy.sha256());
    }
    return new Approve(manifest, policy.approval());
  }

  /** What there is to sign, by token id. */
  public List<Attestation> attestations() {
    return attestations;
  }

  /** Signs for every token. */
  public Approval sign(String approver, SigningKey key) {
    String address = address(approver);
    if (!key.address().equals(address)) {
      throw TributaryException.of(
          ErrorCode.EXPORT_REFUSED,
          "The key is that of %s, but the policy names %s as %s. Take the key of that address, or"
              + " sign as whom the key belongs to.",
          key.address(),
          address,
          approver);
    }
    return new Approval(
        approver,
        address,
        attestations.stream()
            .collect(
                Collectors.toMap(
                    Attestation::tokenId,
                    about -> key.sign(about.digest()),
                    (a, b) -> a,
                    TreeMap::new)));
  }

  /** An approval by a signature that was made elsewhere, for whichever token it was made. */
  public Approval signedElsewhere(String approver, String hex) {
    String address = address(approver);
    Signature signature;
    try {
      signature = Signature.parse(hex);
    } catch (IllegalArgumentException e) {
      throw new TributaryException(
          ErrorCode.USAGE,
          "--signature is none: " + e.getMessage() + ". Sign again and copy all of it.",
          e);
    }
    for (Attestation about : attestations) {
      if (Approval.signer(about, signature).equals(address)) {
        return new Approval(approver, address, new TreeMap<>(Map.of(about.tokenId(), signature)));
      }
    }
    throw TributaryException.of(
        ErrorCode.EXPORT_REFUSED,
        "The signature isn't %s's for this settlement: it recovers to %s, and the policy names %s."
            + " It was made with another account, or over another settlement than the one with"
            + " SHA-256 %s.",
        approver,
        Approval.signer(attestations.get(0), signature),
        address,
        CanonicalJson.sha256(manifest.text()));
  }

  /** Adds an approval, unless something is wrong with those that are there. */
  public Approvals add(Approvals approvals, Approval approval) {
    requireRight(approvals);
    return approvals.plus(approval);
  }

  /**
   * Names of all approvers, if they are as many as the policy asks for.
   *
   * @throws TributaryException saying how many are missing, or what is wrong with one
   */
  public List<String> requireEnough(Approvals approvals) {
    requireRight(approvals);
    List<String> names = approvals.complete(attestations);
    if (names.size() < rule.needed()) {
      throw TributaryException.of(
          ErrorCode.EXPORT_REFUSED,
          "Settlement %s has %d of %d approvals%s. %s",
          manifest.header().settlementId(),
          names.size(),
          rule.needed(),
          names.isEmpty() ? "" : " (" + String.join(", ", names) + ")",
          rule.approvers().isEmpty()
              ? "Policy "
                  + manifest.header().policyId()
                  + " names no approvers, so nothing can be exported: name them in block approval of"
                  + " the next policy."
              : "Run 'tributary approve' for more of "
                  + rule.approvers().keySet().stream().sorted().collect(Collectors.joining(", "))
                  + ".");
    }
    return names;
  }

  /** How many have approved completely. */
  public int count(Approvals approvals) {
    return approvals.complete(attestations).size();
  }

  /** How many must. */
  public int needed() {
    return rule.needed();
  }

  private void requireRight(Approvals approvals) {
    List<String> problems = approvals.problems(manifest, attestations, rule);
    if (!problems.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.EXPORT_REFUSED,
          "%s %s. Remove the file and approve again.",
          Approvals.PATH,
          problems.get(0));
    }
  }

  private String address(String approver) {
    String address = rule.approvers().get(approver);
    if (address == null) {
      throw TributaryException.of(
          ErrorCode.EXPORT_REFUSED,
          "Policy %s doesn't name \"%s\" as an approver: it names %s.",
          manifest.header().policyId(),
          approver,
          rule.approvers().isEmpty()
              ? "nobody"
              : rule.approvers().keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
    return address;
  }
}

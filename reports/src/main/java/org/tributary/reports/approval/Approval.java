package org.tributary.reports.approval;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one approver signed of a settlement.
 *
 * @param approver name in the policy
 * @param address EIP-55 address that the signatures must recover to
 * @param signatures by token id; the approval counts once every token has one
 */
public record Approval(String approver, String address, SortedMap<String, Signature> signatures) {
  public Approval {
    signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
  }

  /** Whether every attestation is signed. */
  public boolean isComplete(List<Attestation> attestations) {
    return attestations.stream().allMatch(of -> signatures.containsKey(of.tokenId()));
  }

  /** The approval with what {@code more} has beyond it. */
  Approval plus(Approval more) {
    SortedMap<String, Signature> both = new TreeMap<>(more.signatures);
    both.putAll(signatures);
    return new Approval(approver, address, both);
  }

  /** Why it isn't an approval of these attestations; none if it is, complete or not. */
  Optional<String> problem(List<Attestation> attestations) {
    for (Map.Entry<String, Signature> signed : signatures.entrySet()) {
      Optional<Attestation> about =
          attestations.stream().filter(of -> of.tokenId().equals(signed.getKey())).findFirst();
      if (about.isEmpty()) {
        return Optional.of(
            "has a signature of " + approver + " for " + signed.getKey() + ", which is no token");
      }
      String signer = signer(about.get(), signed.getValue());
      if (!signer.equals(address)) {
        return Optional.of(
            "has a signature of "
                + approver
                + " for "
                + signed.getKey()
                + " that recovers to "
                + signer
                + ", not to "
                + address
                + ": it was made with another key, or over another settlement");
      }
    }
    return Optional.empty();
  }

  /** Who signed, or a word for nobody. */
  static String signer(Attestation about, Signature signature) {
    try {
      return Secp256k1.recover(about.digest(), signature);
    } catch (IllegalArgumentException e) {
      return "no address";
    }
  }
}

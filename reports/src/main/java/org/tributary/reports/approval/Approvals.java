package org.tributary.reports.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.run.CanonicalJson;

/**
 * The approvals of one settlement, {@code approvals.json}: canonical JSON, so that the same
 * signatures are the same bytes, in whatever order they came.
 *
 * @param manifestSha256 the settlement
 * @param approvals by name, one for each approver
 */
public record Approvals(String manifestSha256, List<Approval> approvals) {
  public static final String PATH = "approvals.json";

  private static final String FORMAT = "1";
  private static final ObjectMapper JSON = new ObjectMapper();

  public Approvals {
    approvals = approvals.stream().sorted(Comparator.comparing(Approval::approver)).toList();
  }

  /** No approvals yet. */
  public static Approvals none(SettlementManifest manifest) {
    return new Approvals(CanonicalJson.sha256(manifest.text()), List.of());
  }

  /** With one more; signatures of an approver who stands there already are added to its own. */
  public Approvals plus(Approval approval) {
    List<Approval> all = new ArrayList<>(approvals);
    Optional<Approval> before = of(approval.approver());
    before.ifPresent(all::remove);
    all.add(before.map(own -> own.plus(approval)).orElse(approval));
    return new Approvals(manifestSha256, all);
  }

  /** The approval of an approver. */
  public Optional<Approval> of(String approver) {
    return approvals.stream().filter(one -> one.approver().equals(approver)).findFirst();
  }

  /**
   * All that is wrong, as sentences without their beginning; approvals that are missing aren't.
   *
   * @param attestations of the settlement
   */
  public List<String> problems(
      SettlementManifest manifest, List<Attestation> attestations, ApprovalRule rule) {
    String expected = CanonicalJson.sha256(manifest.text());
    if (!manifestSha256.equals(expected)) {
      return List.of(
          "approves the settlement with SHA-256 "
              + manifestSha256
              + ", but this one has "
              + expected);
    }
    List<String> problems = new ArrayList<>();
    Set<String> addresses = new HashSet<>();
    for (Approval approval : approvals) {
      String named = rule.approvers().get(approval.approver());
      if (!approval.address().equals(named)) {
        problems.add(
            "has an approval of "
                + approval.approver()
                + " at "
                + approval.address()
                + ", whom the policy doesn't name as an approver at that address");
      } else if (!addresses.add(approval.address())) {
        problems.add("has two approvals of " + approval.address());
      } else {
        approval.problem(attestations).ifPresent(problems::add);
      }
    }
    return problems;
  }

  /**
   * Names of those who have signed for every token; only of approvals without {@link #problems}.
   */
  public List<String> complete(List<Attestation> attestations) {
    return approvals.stream()
        .filter(approval -> approval.isComplete(attestations))
        .map(Approval::approver)
        .toList();
  }

  /** The canonical text. */
  public String text() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("manifestSha256", manifestSha256);
    json.put("approvals", approvals.stream().map(Approvals::json).toList());
    return CanonicalJson.write(json);
  }

  private static Map<String, Object> json(Approval approval) {
    Map<String, Object> signatures = new TreeMap<>();
    approval.signatures().forEach((token, signature) -> signatures.put(token, signature.hex()));
    return Map.of(
        "approver", approval.approver(),
        "address", approval.address(),
        "signatures", signatures);
  }

  /**
   * The approvals of a text.
   *
   * @throws IllegalArgumentException if {@code bytes} are not exactly {@link #text} of approvals
   */
  public static Approvals parse(byte[] bytes) {
    Approvals approvals;
    try {
      JsonNode json = JSON.readTree(bytes);
      List<Approval> list = new ArrayList<>();
      json.path("approvals").forEach(one -> list.add(approval(one)));
      approvals = new Approvals(json.path("manifestSha256").asText(), list);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("it can't be read: " + e.getMessage(), e);
    }
    if (!approvals.text().equals(new String(bytes, StandardCharsets.UTF_8))) {
      throw new IllegalArgumentException(
          "it isn't the canonical text of its content: a key, an order or a form differs");
    }
    return approvals;
  }

  private static Approval approval(JsonNode json) {
    SortedMap<String, Signature> signatures = new TreeMap<>();
    json.path("signatures")
        .fields()
        .forEachRemaining(
            one -> signatures.put(one.getKey(), Signature.parse(one.getValue().asText())));
    return new Approval(json.path("approver").asText(), json.path("address").asText(), signatures);
  }
}

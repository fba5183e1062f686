package org.tributary.reports.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tributary.reports.approval.Approval;
import org.tributary.reports.approval.Approvals;
import org.tributary.reports.approval.Attestation;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.TokenTotals;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.run.CanonicalJson;

/**
 * What one contributor keeps: the leaf, its proof, and what the approvers signed, in one file that
 * needs nothing else to be checked. {@link CertificateCheck} does.
 */
public final class Certificate {
  static final String FORMAT = "1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Certificate() {}

  /**
   * The certificate of an address.
   *
   * @param folder a settlement, or a folder that an export made: then with the approvals
   * @param tokenId which token, where the address has several
   */
  public static String of(Path folder, String account, Optional<String> tokenId) {
    String address = address(account);
    Path settlement = SubmissionCheck.settlement(folder);
    SettlementManifest manifest = SettlementPlace.manifest(settlement);
    requireStandard(manifest);
    List<Attestation> attestations = Attestation.of(manifest);
    try {
      JsonNode claim = claim(settlement, manifest, address, tokenId);
      TokenTotals totals = totals(manifest, claim.path("reward").asText());
      Attestation attestation =
          attestations.stream()
              .filter(of -> of.tokenId().equals(totals.token().tokenId()))
              .findFirst()
              .orElseThrow();
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("format", FORMAT);
      json.put("settlementId", manifest.header().settlementId());
      json.put("tokenId", totals.token().tokenId());
      json.put("decimals", Integer.toString(totals.token().decimals()));
      json.put("leafEncoding", Leaf.TYPES);
      json.put(
          "leaf", List.of(address, totals.token().address(), claim.path("claimable").asText()));
      List<Object> proof = new ArrayList<>();
      claim.path("proof").forEach(hash -> proof.add(hash.asText()));
      json.put("proof", proof);
      json.put("root", manifest.root().orElseThrow());
      json.put("manifestSha256", CanonicalJson.sha256(manifest.text()));
      json.put("attestation", attestation.typedData().asMap());
      json.put("approvals", approvals(folder, attestation));
      json.put("sha256", CanonicalJson.sha256(CanonicalJson.write(json)));
      return CanonicalJson.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the proofs in " + settlement, e);
    }
  }

  /**
   * A certificate is checked by anybody's copy of OpenZeppelin's library, and so are its leaves.
   */
  private static void requireStandard(SettlementManifest manifest) {
    DistributorKind kind = manifest.header().rule().kind();
    if (!manifest.hasStandardTree()) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "A certificate holds a leaf of OpenZeppelin's tree, and kind %s has another: the payee's"
              + " proof stands in %s of the settlement, and its contract verifies it.",
          kind.text(),
          kind == DistributorKind.UNISWAP ? "uniswap.json" : "proofs/");
    }
  }

  private static String address(String account) {
    try {
      return Eip55.normalize(account);
    } catch (IllegalArgumentException e) {
      throw new TributaryException(ErrorCode.USAGE, "--account: " + e.getMessage(), e);
    }
  }

  private static JsonNode claim(
      Path settlement, SettlementManifest manifest, String address, Optional<String> tokenId)
      throws IOException {
    Path shard =
        settlement
            .resolve("proofs")
            .resolve(address.substring(2, 4).toLowerCase(Locale.ROOT) + ".json");
    List<JsonNode> claims = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    if (Files.exists(shard)) {
      for (JsonNode claim : JSON.readTree(Files.readAllBytes(shard)).path("tree")) {
        String token = totals(manifest, claim.path("reward").asText()).token().tokenId();
        if (claim.path("account").asText().equals(address)
            && tokenId.filter(wanted -> !wanted.equals(token)).isEmpty()) {
          claims.add(claim);
          tokens.add(token);
        }
      }
    }
    if (claims.size() != 1) {
      throw TributaryException.of(
          claims.isEmpty() ? ErrorCode.INPUT_MISSING : ErrorCode.USAGE,
          claims.isEmpty()
              ? "%s has no leaf%s in settlement %s%s."
              : "%s has leaves%s in settlement %s: name one of %s with --token.",
          address,
          tokenId.map(token -> " of " + token).orElse(""),
          manifest.header().settlementId(),
          claims.isEmpty() ? "" : String.join(", ", tokens));
    }
    return claims.get(0);
  }

  private static TokenTotals totals(SettlementManifest manifest, String token) {
    return manifest.totals().stream()
        .filter(of -> of.token().address().equals(token))
        .findFirst()
        .orElseThrow(
            () ->
                TributaryException.of(
                    ErrorCode.VERIFY_FAILED,
                    "A proof names token %s, which manifest.json doesn't: run 'tributary verify'.",
                    token));
  }

  private static List<Object> approvals(Path folder, Attestation attestation) throws IOException {
    List<Object> list = new ArrayList<>();
    Path file = folder.resolve(Approvals.PATH);
    if (!SubmissionCheck.isSubmission(folder) || !Files.exists(file)) {
      return list;
    }
    for (Approval approval : Approvals.parse(Files.readAllBytes(file)).approvals()) {
      if (approval.signatures().containsKey(attestation.tokenId())) {
        list.add(
            Map.of(
                "approver", approval.approver(),
                "address", approval.address(),
                "signature", approval.signatures().get(attestation.tokenId()).hex()));
      }
    }
    return list;
  }
}

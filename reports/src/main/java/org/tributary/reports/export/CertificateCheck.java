package org.tributary.reports.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tributary.reports.approval.Attestation;
import org.tributary.reports.approval.Secp256k1;
import org.tributary.reports.approval.Signature;
import org.tributary.reports.approval.TypedData;
import org.tributary.reports.settlement.AbiWords;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.MerkleTree;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Checks a contributor's certificate from its one file alone: that its leaf is in the tree, and
 * that what it shows is what approvers have signed.
 */
public final class CertificateCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Date, chain and contract of a settlement's id; the rest is its run. */
  private static final Pattern SETTLEMENT =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-([1-9]\\d*)-(0x[0-9a-fA-F]{40})-.+");

  private static final Set<String> KEYS =
      Set.of(
          "format",
          "settlementId",
          "tokenId",
          "decimals",
          "leafEncoding",
          "leaf",
          "proof",
          "root",
          "manifestSha256",
          "attestation",
          "approvals",
          "sha256");

  private static final Set<String> ATTESTATION_KEYS =
      Set.of("domain", "message", "primaryType", "types");
  private static final Set<String> APPROVAL_KEYS = Set.of("approver", "address", "signature");

  private CertificateCheck() {}

  /** Everything that is wrong with a certificate; an empty list means that it is right. */
  public static List<Finding> check(Path file) {
    return check(file, Optional.empty());
  }

  /**
   * The same, and whether those who have signed are enough of those whom a policy names.
   *
   * @param approvers who may approve; empty: whoever is named in the certificate
   */
  public static List<Finding> check(Path file, Optional<ApprovalRule> approvers) {
    String name = String.valueOf(file.getFileName());
    try {
      return problems(name, Files.readAllBytes(file), approvers).stream()
          .map(problem -> new Finding(name, name + " " + problem + "."))
          .toList();
    } catch (IOException | RuntimeException e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      return List.of(
          new Finding(name, name + " is broken: " + message.lines().findFirst().orElse("") + "."));
    }
  }

  private static List<String> problems(String name, byte[] bytes, Optional<ApprovalRule> approvers)
      throws IOException {
    JsonNode json = JSON.readTree(bytes);
    if (!json.has("leaf") || !json.has("attestation")) {
      return List.of(
          "is no certificate: it has no leaf and attestation. Name the file that 'tributary"
              + " certificate' wrote, or the folder of an export or a settlement");
    }
    List<String> problems = new ArrayList<>();
    requireWhole(json, bytes, problems);
    requireKnown("", json, KEYS, problems);
    requireKnown("attestation.", json.path("attestation"), ATTESTATION_KEYS, problems);
    json.path("approvals").forEach(of -> requireKnown("approvals.", of, APPROVAL_KEYS, problems));
    JsonNode leaf = json.path("leaf");
    Leaf claim =
        new Leaf(
            leaf.path(0).asText(), leaf.path(1).asText(), new BigInteger(leaf.path(2).asText()));
    String named = name.replaceFirst("\\.json$", "");
    if (Eip55.hasForm(named) && !named.equals(claim.account())) {
      problems.add("is the certificate of " + claim.account());
    }
    List<byte[]> proof = new ArrayList<>();
    json.path("proof").forEach(hash -> proof.add(bytes(hash.asText())));
    String root = json.path("root").asText();
    if (!MerkleTree.verify(bytes(root), AbiWords.leafHash(AbiWords.encode(claim)), proof)) {
      problems.add("has a proof that doesn't lead from its leaf to root " + root);
    }
    JsonNode message = json.path("attestation").path("message");
    require(message, "root", root, problems);
    require(message, "manifestHash", "0x" + json.path("manifestSha256").asText(), problems);
    require(message, "token", claim.token(), problems);
    if (claim.cumulative().compareTo(new BigInteger(message.path("total").asText())) > 0) {
      problems.add(
          "claims "
              + claim.cumulative()
              + ", but the approved total of all claims is "
              + message.path("total").asText());
    }
    TypedData signed = signed(json.path("attestation"), problems);
    requireSettlement(json, problems);
    approvals(json, signed.digest(), approvers, problems);
    return problems;
  }

  /**
   * What approvers sign, with the values in the file but our own types: over types that leave
   * something out, a genuine signature would say nothing of what the file shows there.
   */
  private static TypedData signed(JsonNode attestation, List<String> problems) {
    Map<String, Object> domain = map(attestation.path("domain"));
    Map<String, Object> message = map(attestation.path("message"));
    for (String number : List.of("periodEnd", "total")) {
      message.put(number, new BigInteger((String) message.get(number)));
    }
    TypedData ours = Attestation.typedData(domain, message);
    Map<String, Object> written = ours.asMap();
    for (String key : List.of("types", "primaryType")) {
      if (!CanonicalJson.write(written.get(key))
          .equals(CanonicalJson.write(value(attestation.path(key))))) {
        problems.add("has other types than those that approvers sign");
        break;
      }
    }
    if (!names(ours.types().get(TypedData.DOMAIN)).equals(domain.keySet())
        || !names(ours.types().get(ours.primaryType())).equals(message.keySet())) {
      problems.add("shows other members in what was approved than those that are signed");
    }
    fits("domain name", domain.get("name"), Attestation.NAME, problems);
    fits("domain version", domain.get("version"), Attestation.VERSION, problems);
    return ours;
  }

  private static Set<String> names(List<TypedData.Member> members) {
    return members.stream().map(TypedData.Member::name).collect(Collectors.toSet());
  }

  /** The settlement that it shows is the one that was signed: date, chain and contract. */
  private static void requireSettlement(JsonNode json, List<String> problems) {
    String settlementId = json.path("settlementId").asText();
    Matcher id = SETTLEMENT.matcher(settlementId);
    if (!id.matches()) {
      problems.add(
          "has settlementId \"" + settlementId + "\", which names no date, chain and contract");
      return;
    }
    JsonNode attestation = json.path("attestation");
    JsonNode domain = attestation.path("domain");
    fits("domain chain", domain.path("chainId").asText(), id.group(2), problems);
    fits("domain contract", domain.path("verifyingContract").asText(), id.group(3), problems);
    fits(
        "periodEnd",
        attestation.path("message").path("periodEnd").asText(),
        Long.toString(Attestation.periodEnd(LocalDate.parse(id.group(1)))),
        problems);
  }

  private static void fits(String what, Object signed, String shown, List<String> problems) {
    if (!shown.equals(signed)) {
      problems.add("was approved with " + what + " " + signed + ", which doesn't fit it");
    }
  }

  private static void approvals(
      JsonNode json, byte[] digest, Optional<ApprovalRule> approvers, List<String> problems) {
    if (json.path("approvals").isEmpty()) {
      problems.add("has no approvals: it is of a settlement that nobody has signed");
    }
    Set<String> counted = new TreeSet<>();
    for (JsonNode approval : json.path("approvals")) {
      String name = approval.path("approver").asText();
      String address = approval.path("address").asText();
      String signer =
          Secp256k1.recover(digest, Signature.parse(approval.path("signature").asText()));
      if (!signer.equals(address)) {
        problems.add("has a signature of " + name + " by " + signer);
      } else if (approvers.isPresent() && !signer.equals(approvers.get().approvers().get(name))) {
        problems.add(
            "was approved by " + name + ", " + signer + ", whom the policy doesn't name so");
      } else if (!counted.add(signer)) {
        problems.add("has two approvals by " + signer + ", the second in the name of " + name);
      }
    }
    if (approvers.isPresent() && counted.size() < approvers.get().needed()) {
      problems.add(
          "has " + counted.size() + " of the policy's " + approvers.get().needed() + " approvals");
    }
  }

  /** Who has signed a certificate that is right, in the form {@code NAME 0x..}. */
  public static List<String> signers(Path file) {
    try {
      List<String> signers = new ArrayList<>();
      JSON.readTree(Files.readAllBytes(file))
          .path("approvals")
          .forEach(
              of -> signers.add(of.path("approver").asText() + " " + of.path("address").asText()));
      return signers;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }

  private static void requireWhole(JsonNode json, byte[] bytes, List<String> problems) {
    Map<String, Object> content = map(json);
    Object said = content.remove("sha256");
    String sha256 = CanonicalJson.sha256(CanonicalJson.write(content));
    if (!sha256.equals(said)) {
      problems.add("has another SHA-256 than the one it says: it was changed");
    }
    content.put("sha256", sha256);
    if (!CanonicalJson.write(content).equals(new String(bytes, StandardCharsets.UTF_8))) {
      problems.add("isn't the canonical text of its content");
    }
    if (!Certificate.FORMAT.equals(content.get("format"))
        || !Leaf.TYPES.equals(content.get("leafEncoding"))) {
      problems.add("has another format");
    }
  }

  /** What nobody looks at, nobody has approved. */
  private static void requireKnown(
      String where, JsonNode json, Set<String> keys, List<String> problems) {
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                problems.add("has a key \"" + where + key + "\", which certificates don't have");
              }
            });
  }

  private static void require(JsonNode message, String key, String value, List<String> problems) {
    if (!message.path(key).asText().equals(value)) {
      problems.add(
          "says " + value + ", but what was approved is " + key + " " + message.path(key).asText());
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(JsonNode json) {
    return (Map<String, Object>) value(json);
  }

  private static byte[] bytes(String hash) {
    return HexFormat.of().parseHex(hash, 2, hash.length());
  }

  private static Object value(JsonNode json) {
    if (json.isObject()) {
      Map<String, Object> map = new TreeMap<>();
      json.fields().forEachRemaining(one -> map.put(one.getKey(), value(one.getValue())));
      return map;
    }
    if (json.isArray()) {
      List<Object> list = new ArrayList<>();
      json.forEach(one -> list.add(value(one)));
      return list;
    }
    if (json.isIntegralNumber()) {
      return json.longValue();
    }
    return json.isNull() ? null : json.isBoolean() ? (Object) json.booleanValue() : json.asText();
  }
}

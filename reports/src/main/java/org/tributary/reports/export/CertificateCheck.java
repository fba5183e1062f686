package org.tributary.reports.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.reports.approval.Secp256k1;
import org.tributary.reports.approval.Signature;
import org.tributary.reports.approval.TypedData;
import org.tributary.reports.settlement.AbiWords;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.MerkleTree;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.run.CanonicalJson;

/** Checks a contributor's certificate from its one file alone. */
public final class CertificateCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CertificateCheck() {}

  /** Everything that is wrong with a certificate; an empty list means that it is right. */
  public static List<Finding> check(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      return problems(name, Files.readAllBytes(file)).stream()
          .map(problem -> new Finding(name, name + " " + problem + "."))
          .toList();
    } catch (IOException | RuntimeException e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      return List.of(
          new Finding(name, name + " is broken: " + message.lines().findFirst().orElse("") + "."));
    }
  }

  private static List<String> problems(String name, byte[] bytes) throws IOException {
    JsonNode json = JSON.readTree(bytes);
    List<String> problems = new ArrayList<>();
    requireWhole(json, bytes, problems);
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
    byte[] digest = typedData(json.path("attestation")).digest();
    for (JsonNode approval : json.path("approvals")) {
      String signer =
          Secp256k1.recover(digest, Signature.parse(approval.path("signature").asText()));
      if (!signer.equals(approval.path("address").asText())) {
        problems.add("has a signature of " + approval.path("approver").asText() + " by " + signer);
      }
    }
    return problems;
  }

  private static void requireWhole(JsonNode json, byte[] bytes, List<String> problems) {
    @SuppressWarnings("unchecked")
    Map<String, Object> content = new LinkedHashMap<>((Map<String, Object>) value(json));
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

  private static void require(JsonNode message, String key, String value, List<String> problems) {
    if (!message.path(key).asText().equals(value)) {
      problems.add(
          "says " + value + ", but what was approved is " + key + " " + message.path(key).asText());
    }
  }

  /** What was signed, rebuilt from the file: its types are those that every wallet reads. */
  private static TypedData typedData(JsonNode json) {
    Map<String, List<TypedData.Member>> types = new TreeMap<>();
    json.path("types")
        .fields()
        .forEachRemaining(
            type -> {
              List<TypedData.Member> members = new ArrayList<>();
              type.getValue()
                  .forEach(
                      member ->
                          members.add(
                              new TypedData.Member(
                                  member.path("name").asText(), member.path("type").asText())));
              types.put(type.getKey(), members);
            });
    return new TypedData(
        types,
        json.path("primaryType").asText(),
        fields(types.get(TypedData.DOMAIN), json.path("domain")),
        fields(types.get(json.path("primaryType").asText()), json.path("message")));
  }

  private static Map<String, Object> fields(List<TypedData.Member> members, JsonNode json) {
    Map<String, Object> fields = new TreeMap<>();
    for (TypedData.Member member : members) {
      String text = json.path(member.name()).asText();
      fields.put(member.name(), member.type().startsWith("uint") ? new BigInteger(text) : text);
    }
    return fields;
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

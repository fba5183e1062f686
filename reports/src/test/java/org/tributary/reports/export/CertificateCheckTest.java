package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.SigningKey;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.approval.TypedData;
import org.tributary.reports.cli.Main;
import org.tributary.reports.settlement.Finding;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.run.CanonicalJson;

/** A certificate's signatures must cover all that it shows, and be somebody's whom we trust. */
class CertificateCheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;
  private Night night;
  private ObjectNode certificate;

  @BeforeEach
  void aCertificate() throws IOException {
    night =
        Night.write(temp, LocalDate.of(2026, 3, 30), "", Optional.empty(), Treasury.leaves(3))
            .approve("ada", "bob");
    certificate = of(night.export(temp.resolve("outbox")).folder());
  }

  @Test
  void whatWasCertifiedIsRight() throws IOException {
    assertThat(problems(json -> {})).isEmpty();
  }

  @Test
  void withoutApprovalsItSaysNothing() throws IOException {
    assertThat(problems(json -> json.putArray("approvals")))
        .containsExactly("c.json has no approvals: it is of a settlement that nobody has signed.");
    certificate = of(night.settlement());
    assertThat(problems(json -> {}))
        .containsExactly("c.json has no approvals: it is of a settlement that nobody has signed.");
  }

  /** A genuine signature over fewer members says nothing of those that were left out. */
  @Test
  void typesThatCoverLessAreFound() throws IOException {
    for (String left : List.of("root", "manifestHash", "periodEnd", "token", "total")) {
      assertThat(
              problems(
                  json -> {
                    drop((ArrayNode) json.at("/attestation/types/Settlement"), left);
                    sign(json, Treasury.ADA);
                  }))
          .as(left)
          .contains("c.json has other types than those that approvers sign.");
    }
    for (String left : List.of("name", "version", "chainId", "verifyingContract")) {
      assertThat(
              problems(
                  json -> {
                    drop((ArrayNode) json.at("/attestation/types/EIP712Domain"), left);
                    sign(json, Treasury.ADA);
                  }))
          .as(left)
          .contains("c.json has other types than those that approvers sign.");
    }
  }

  /** What stands beside the signed members looks signed too. */
  @Test
  void membersThatAreNotSignedAreFound() throws IOException {
    for (String part : List.of("domain", "message")) {
      assertThat(
              problems(
                  json -> {
                    ((ObjectNode) json.path("attestation").path(part)).put("bonus", "5000");
                    sign(json, Treasury.ADA);
                  }))
          .as(part)
          .containsExactly(
              "c.json shows other members in what was approved than those that are signed.");
    }
  }

  @Test
  void anotherPrimaryTypeIsFound() throws IOException {
    assertThat(
            problems(
                json -> {
                  ObjectNode attestation = (ObjectNode) json.path("attestation");
                  ((ObjectNode) attestation.path("types"))
                      .putArray("Greeting")
                      .addObject()
                      .put("name", "root")
                      .put("type", "bytes32");
                  attestation.put("primaryType", "Greeting");
                  sign(json, Treasury.ADA);
                }))
        .contains("c.json has other types than those that approvers sign.");
  }

  /** Signed for another chain, contract or application, with all else right. */
  @Test
  void anotherDomainIsFound() throws IOException {
    assertThat(domain("name", "Tribute")).contains(wrong("domain name", "Tribute"));
    assertThat(domain("version", "2")).contains(wrong("domain version", "2"));
    String other = Treasury.address("another");
    assertThat(domain("verifyingContract", other)).contains(wrong("domain contract", other));
    assertThat(
            problems(
                json -> {
                  ((ObjectNode) json.at("/attestation/domain")).put("chainId", 1);
                  sign(json, Treasury.ADA);
                }))
        .contains(wrong("domain chain", "1"));
  }

  @Test
  void whatIsShownIsWhatWasSigned() throws IOException {
    assertThat(
            problems(
                json ->
                    json.put(
                        "settlementId",
                        json.path("settlementId").asText().replace("2026-03-30", "2026-03-29"))))
        .contains(wrong("periodEnd", "1774915200"));
    assertThat(
            problems(
                json -> {
                  ((ObjectNode) json.at("/attestation/message")).put("total", "999");
                  sign(json, Treasury.ADA);
                }))
        .contains(
            "c.json claims "
                + certificate.at("/leaf/2").asText()
                + ", but the approved total of all claims is 999.");
    assertThat(problems(json -> json.put("settlementId", "a night")))
        .contains("c.json has settlementId \"a night\", which names no date, chain and contract.");
  }

  /** Anybody can sign: whose signatures count is the policy's to say. */
  @Test
  void thePolicysApproversMustHaveSigned() throws IOException {
    Path right = write(json -> {});
    ApprovalRule policy = Treasury.policy("").approval();
    assertThat(CertificateCheck.check(right, Optional.of(policy))).isEmpty();
    assertThat(CertificateCheck.signers(right))
        .containsExactly("ada " + Treasury.ADA.address(), "bob " + Treasury.BOB.address());
    SigningKey eve = Treasury.key("eve");
    Path own = write(json -> sign(json, eve));
    assertThat(CertificateCheck.check(own)).isEmpty();
    assertThat(CertificateCheck.check(own, Optional.of(policy)))
        .extracting(Finding::sentence)
        .containsExactly(
            "c.json was approved by ada, " + eve.address() + ", whom the policy doesn't name so.",
            "c.json has 0 of the policy's 2 approvals.");
    Path twice =
        write(
            json -> {
              ArrayNode approvals = (ArrayNode) json.path("approvals");
              approvals.set(1, approvals.get(0).deepCopy());
            });
    assertThat(CertificateCheck.check(twice, Optional.of(policy)))
        .extracting(Finding::sentence)
        .containsExactly(
            "c.json has two approvals by "
                + Treasury.ADA.address()
                + ", the second in the name of ada.",
            "c.json has 1 of the policy's 2 approvals.");
  }

  /** Without a policy too: two names must be two keys. */
  @Test
  void oneSignatureUnderTwoNamesIsFound() throws IOException {
    assertThat(
            problems(
                json -> {
                  ArrayNode approvals = (ArrayNode) json.path("approvals");
                  ObjectNode again = approvals.get(0).deepCopy();
                  approvals.set(1, again.put("approver", "bob"));
                }))
        .containsExactly(
            "c.json has two approvals by "
                + Treasury.ADA.address()
                + ", the second in the name of bob.");
  }

  @Test
  void keysThatNobodyLooksAtAreFound() throws IOException {
    assertThat(problems(json -> json.put("bonus", "5000")))
        .containsExactly("c.json has a key \"bonus\", which certificates don't have.");
    assertThat(problems(json -> ((ObjectNode) json.path("attestation")).put("note", "x")))
        .containsExactly("c.json has a key \"attestation.note\", which certificates don't have.");
    assertThat(problems(json -> ((ObjectNode) json.at("/approvals/0")).put("role", "CFO")))
        .containsExactly("c.json has a key \"approvals.role\", which certificates don't have.");
  }

  @Test
  void anotherFileIsNoCertificate() {
    Path tree = night.settlement().resolve("tree.json");
    assertThat(CertificateCheck.check(tree))
        .extracting(Finding::sentence)
        .containsExactly(
            "tree.json is no certificate: it has no leaf and attestation. Name the file that"
                + " 'tributary certificate' wrote, or the folder of an export or a settlement.");
  }

  @Test
  void theCommandComparesThePolicy() throws IOException {
    String right = write(json -> {}).toString();
    Path policy = temp.resolve("treasury.conf");
    Files.write(policy, Treasury.policyText(""));
    assertThat(Main.run("verify", right)).isZero();
    assertThat(Main.run("verify", right, "--policy", policy.toString())).isZero();
    assertThat(Main.run("verify", right, "--policy", temp.resolve("none").toString()))
        .isEqualTo(12);
    assertThat(Main.run("verify", right, "--previous", temp.toString())).isEqualTo(2);
    String own = write(json -> sign(json, Treasury.key("eve"))).toString();
    assertThat(Main.run("verify", own, "--policy", policy.toString())).isEqualTo(20);
    assertThat(Main.run("verify", night.settlement().toString(), "--policy", policy.toString()))
        .as("a folder has its policy in it")
        .isEqualTo(2);
  }

  private static String wrong(String what, String value) {
    return "c.json was approved with " + what + " " + value + ", which doesn't fit it.";
  }

  private List<String> domain(String key, String value) throws IOException {
    return problems(
        json -> {
          ((ObjectNode) json.at("/attestation/domain")).put(key, value);
          sign(json, Treasury.ADA);
        });
  }

  private ObjectNode of(Path folder) throws IOException {
    return (ObjectNode)
        JSON.readTree(Certificate.of(folder, Treasury.address("payee1"), Optional.empty()));
  }

  /** Findings in the certificate after {@code change}, whose own hash is made to fit. */
  private List<String> problems(Consumer<ObjectNode> change) throws IOException {
    return CertificateCheck.check(write(change)).stream().map(Finding::sentence).toList();
  }

  private Path write(Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = certificate.deepCopy();
    change.accept(json);
    json.remove("sha256");
    json.put("sha256", CanonicalJson.sha256(CanonicalJson.write(value(json))));
    Path file = temp.resolve("c.json");
    Files.writeString(file, CanonicalJson.write(value(json)), StandardCharsets.UTF_8);
    return file;
  }

  private static void drop(ArrayNode members, String name) {
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i).path("name").asText().equals(name)) {
        members.remove(i);
      }
    }
  }

  /** Signs whatever the file says is signed. */
  private static void sign(ObjectNode json, SigningKey key) {
    JsonNode attestation = json.path("attestation");
    Map<String, List<TypedData.Member>> types = new TreeMap<>();
    attestation
        .path("types")
        .fields()
        .forEachRemaining(
            type -> {
              List<TypedData.Member> members = new ArrayList<>();
              type.getValue()
                  .forEach(
                      of ->
                          members.add(
                              new TypedData.Member(
                                  of.path("name").asText(), of.path("type").asText())));
              types.put(type.getKey(), members);
            });
    String primary = attestation.path("primaryType").asText();
    TypedData data =
        new TypedData(
            types,
            primary,
            fields(types.get(TypedData.DOMAIN), attestation.path("domain")),
            fields(types.get(primary), attestation.path("message")));
    json.putArray("approvals")
        .addObject()
        .put("approver", "ada")
        .put("address", key.address())
        .put("signature", key.sign(data.digest()).hex());
  }

  private static Map<String, Object> fields(List<TypedData.Member> members, JsonNode json) {
    Map<String, Object> fields = new TreeMap<>();
    for (TypedData.Member member : members) {
      String text = json.path(member.name()).asText();
      fields.put(member.name(), member.type().startsWith("uint") ? new BigInteger(text) : text);
    }
    return fields;
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
    return json.isIntegralNumber() ? (Object) json.longValue() : json.asText();
  }
}

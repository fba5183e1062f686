package org.tributary.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Attestation;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.export.Night;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.run.CanonicalJson;

/**
 * The whole way from computed to confirmed, command by command, against a real EVM: a wallet's
 * signature beside a key's, a contract that recovers both, a timelock, claims, and their events.
 */
class OnChainTest {
  private static final String TIMELOCK = "86400";

  @TempDir Path temp;

  @Test
  void fromComputedToConfirmed() throws Exception {
    try (NodeTools node = NodeTools.open("approvals and claims on a real EVM").withChain()) {
      JsonNode made =
          new ObjectMapper()
              .readTree(
                  node.chain(
                      "deploy",
                      node.folder().resolve("contracts.sol").toString(),
                      TIMELOCK,
                      "100000"));
      String distributor = made.path("distributor").asText();
      SettlementToken token = new SettlementToken(made.path("token").asText(), "COIN", 18);
      List<SettlementLeaf> leaves = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        leaves.add(Treasury.leaf("payee" + i, token, 1000 + i, 0));
      }
      Night first = night(LocalDate.of(2026, 3, 30), Optional.empty(), leaves, distributor, token);
      Path folder = approveAndExport(node, first);

      assertThat(node.chain("attest", made.path("checker").asText(), folder.toString()).lines())
          .containsExactly("ada: " + Treasury.ADA.address(), "bob: " + Treasury.BOB.address());
      String manifest = folder.resolve("settlement/manifest.json").toString();
      String tx = node.chain("submit", distributor, manifest);
      assertThat(Main.run("submitted", folder.toString(), "--tx", tx)).isZero();
      assertThat(confirm(node, folder)).isZero();
      assertThat(journal(folder)).doesNotContain("CONFIRMED");
      assertThat(
              Main.run(
                  "submitted",
                  folder.toString(),
                  "--revoked",
                  "--because",
                  "so we thought",
                  "--rpc",
                  node.rpc(),
                  "--confirmations",
                  "0"))
          .as("it still waits there")
          .isEqualTo(23);
      assertThat(journal(folder)).doesNotContain("REVOKED");

      Night second =
          night(
              LocalDate.of(2026, 3, 31),
              Optional.of(first),
              Treasury.grown(leaves, 50),
              distributor,
              token);
      approve(node, second);
      assertThat(export(second)).as("a root waits").isEqualTo(22);

      node.chain("accept", distributor, TIMELOCK);
      String proofs = folder.resolve("settlement/proofs").toString();
      node.chain(
          "claim", distributor, proofs, Treasury.address("payee0"), Treasury.address("payee1"));
      Path report = temp.resolve("report.csv");
      Path events = temp.resolve("events.jsonl");
      assertThat(
              confirm(node, folder, "--out", report.toString(), "--save-events", events.toString()))
          .isZero();
      assertThat(journal(folder)).contains("\"state\":\"CONFIRMED\"");
      assertThat(Files.readString(report))
          .contains(
              Treasury.address("payee0") + "," + token.address() + ",1000,1000,0,CLAIMED",
              Treasury.address("payee1") + "," + token.address() + ",1001,1001,0,CLAIMED",
              Treasury.address("payee2") + "," + token.address() + ",1002,0,1002,UNCLAIMED");

      assertThat(export(second)).isZero();
      secondEpoch(node, second, distributor, token, events);
    }
  }

  /** The second root pays the difference, and what is on chain is reconciled again. */
  private void secondEpoch(
      NodeTools node, Night second, String distributor, SettlementToken token, Path events)
      throws Exception {
    Path folder = exported(second);
    String manifest = folder.resolve("settlement/manifest.json").toString();
    node.chain("submit", distributor, manifest);
    node.chain("accept", distributor, TIMELOCK);
    String proofs = folder.resolve("settlement/proofs").toString();
    node.chain(
        "claim", distributor, proofs, Treasury.address("payee0"), Treasury.address("payee5"));
    Path report = temp.resolve("second.csv");
    assertThat(confirm(node, folder, "--out", report.toString())).isZero();
    assertThat(Files.readString(report))
        .contains(
            Treasury.address("payee0") + "," + token.address() + ",1050,1050,0,CLAIMED",
            Treasury.address("payee1") + "," + token.address() + ",1051,1001,50,PARTLY",
            Treasury.address("payee5") + "," + token.address() + ",1055,1055,0,CLAIMED");
    // What the node said before, from the file: the earlier root is in force there.
    assertThat(Main.run("confirm", folder.toString(), "--events", events.toString())).isZero();
    assertThat(
            Main.run(
                "export",
                second.settlement().toString(),
                "--to",
                temp.resolve("o2").toString(),
                "--rpc",
                node.rpc(),
                "--confirmations",
                "0",
                "--pass",
                "OUTBOX",
                "--pass",
                "FIRST_EXPORT",
                "--pass",
                "ROOT_IN_FORCE",
                "--because",
                "it went out from another outbox"))
        .as("100000 are there, 9450 are needed")
        .isZero();
    certificates(node, folder, events);
  }

  private void certificates(NodeTools node, Path folder, Path events) throws Exception {
    Path certificate = temp.resolve(Treasury.address("payee3") + ".json");
    assertThat(
            Main.run(
                "certificate",
                folder.toString(),
                "--account",
                Treasury.address("payee3").toLowerCase(Locale.ROOT),
                "--out",
                certificate.toString()))
        .isZero();
    assertThat(Main.run("verify", certificate.toString())).isZero();
    assertThat(node.run("node", "certificate.mjs", certificate.toString()))
        .startsWith("right " + Treasury.address("payee3"));
    String schemas = Path.of("../schemas/files").toAbsolutePath().normalize().toString();
    assertThat(
            node.run(
                "node",
                "schemas.mjs",
                schemas,
                folder.toString(),
                certificate.toString(),
                events.toString()))
        .isEqualTo("16 values fit");
    String text = Files.readString(certificate, StandardCharsets.UTF_8);
    String unsigned = text.replaceFirst("\"approvals\":\\[[^\\]]*\\]", "\"approvals\":[]");
    Files.writeString(certificate, unsigned);
    assertThat(node.run("node", "certificate.mjs", certificate.toString())).startsWith("wrong");
    Files.writeString(
        certificate,
        text.replaceFirst(
            "\"manifestSha256\":\"[0-9a-f]{64}", "\"manifestSha256\":\"" + "ab".repeat(32)));
    assertThat(node.run("node", "certificate.mjs", certificate.toString()))
        .as("of another manifest than the signed one")
        .startsWith("wrong");
    Files.writeString(certificate, text.replace("-31337-0x", "-1-0x"));
    assertThat(node.run("node", "certificate.mjs", certificate.toString()))
        .as("shown as of another chain than the signed one")
        .startsWith("wrong");
    Files.writeString(certificate, text.replace("\"1053\"", "\"1054\""));
    assertThat(node.run("node", "certificate.mjs", certificate.toString())).startsWith("wrong");
    assertThat(Main.run("verify", certificate.toString())).isEqualTo(20);
  }

  private Night night(
      LocalDate date,
      Optional<Night> previous,
      List<SettlementLeaf> leaves,
      String distributor,
      SettlementToken token)
      throws IOException {
    DistributorRule rule =
        new DistributorRule(
            DistributorKind.URD,
            distributor,
            Long.parseLong(TIMELOCK),
            "",
            100,
            DistributorRule.Claims.PAYEES,
            DistributorRule.Format.TRANSACTION_BUILDER);
    return Night.write(temp, date, "", previous, leaves, rule, List.of(token));
  }

  private Path approveAndExport(NodeTools node, Night night) throws Exception {
    assertThat(export(night)).as("without approvals").isEqualTo(22);
    approve(node, night);
    assertThat(export(night)).isZero();
    assertThat(export(night)).as("the same again").isZero();
    Path folder = exported(night);
    assertThat(Main.run("verify", folder.toString())).isZero();
    return folder;
  }

  /** Ada by a key in a file; Bob by a wallet that signs the typed data. */
  private void approve(NodeTools node, Night night) throws Exception {
    Path key = temp.resolve("ada.key");
    if (!Files.exists(key)) {
      Files.createFile(
          key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(key, CanonicalJson.sha256("ada"));
    }
    String settlement = night.settlement().toString();
    assertThat(Main.run("approve", settlement, "--approver", "ada", "--key-file", key.toString()))
        .isZero();
    assertThat(Main.run("approve", settlement, "--approver", "bob", "--key-file", key.toString()))
        .as("Ada's key isn't Bob's")
        .isEqualTo(22);
    Path data = temp.resolve("typed-data.json");
    Files.writeString(data, Attestation.of(night.manifest()).get(0).typedData().json());
    String signature = node.chain("sign", data.toString(), "0x" + CanonicalJson.sha256("bob"));
    assertThat(Main.run("approve", settlement, "--approver", "bob", "--signature", signature))
        .isZero();
  }

  private int export(Night night) {
    return Main.run(
        "export", night.settlement().toString(), "--to", temp.resolve("outbox").toString());
  }

  private Path exported(Night night) {
    return temp.resolve("outbox")
        .resolve(night.manifest().header().folder())
        .resolve(
            night.manifest().header().closeDate()
                + "-"
                + CanonicalJson.sha256(night.manifest().text()).substring(0, 12));
  }

  private static int confirm(NodeTools node, Path folder, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("confirm", folder.toString(), "--rpc", node.rpc(), "--confirmations", "0"));
    arguments.addAll(List.of("--step", "2"));
    arguments.addAll(List.of(more));
    return Main.run(arguments.toArray(String[]::new));
  }

  private static String journal(Path folder) throws IOException {
    return Files.readString(folder.resolveSibling("journal.jsonl"));
  }
}

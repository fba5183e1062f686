package org.tributary.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.export.Export;
import org.tributary.reports.export.Gate;
import org.tributary.reports.export.Night;
import org.tributary.schemas.run.CanonicalJson;

class MainTest {
  @TempDir Path temp;

  @Test
  void verifyWithAFolderIsOursAndWithOptionsAStage() {
    assertThat(Main.handles("verify", "out")).isTrue();
    assertThat(Main.handles("verify", "out", "--previous", "before")).isTrue();
    assertThat(Main.handles("verify", "--warehouse", "w", "--date", "2026-03-30")).isFalse();
    assertThat(Main.handles("verify")).isFalse();
    assertThat(Main.handles("verify", "--help")).isFalse();
    assertThat(Main.handles("approve", "x")).isTrue();
    assertThat(Main.handles("confirm", "x", "--warehouse=w")).isFalse();
    assertThat(Main.handles("nightly")).isFalse();
    assertThat(Main.handles("help")).isFalse();
    assertThat(Main.handles()).isFalse();
  }

  @Test
  void aFolderAloneIsVerified() {
    assertThat(Main.withCommand("out", "--previous", "before"))
        .containsExactly("verify", "out", "--previous", "before");
    assertThat(Main.withCommand("export", "x")).containsExactly("export", "x");
    assertThat(Main.withCommand("--help")).containsExactly("--help");
  }

  @Test
  void mistakesAreToldInWords() throws IOException {
    Night night =
        Night.write(temp, LocalDate.of(2026, 3, 30), "", Optional.empty(), Treasury.leaves(3));
    String settlement = night.settlement().toString();
    assertThat(errors("verify", temp.resolve("none").toString()))
        .isEqualTo("12: tributary: There is no " + temp.resolve("none") + " to verify.\n");
    assertThat(errors("approve", settlement))
        .startsWith("2: tributary: Who approves? Name one of the policy's approvers");
    assertThat(errors("approve", settlement, "--approver", "ada"))
        .isEqualTo("2: tributary: Give one of --key-file, --key-env and --signature, not 0.\n");
    assertThat(errors("approve", settlement, "--approver", "ada", "--key-env", "NOT_SET_ANYWHERE"))
        .startsWith("12: tributary: The environment has no variable NOT_SET_ANYWHERE.");
    assertThat(errors("confirm", settlement)).contains("isn't a folder that 'tributary export'");
    assertThat(errors("export", settlement, "--to", "x", "--pass", "DECREASE", "--because", "x"))
        .isEqualTo("2: tributary: Gate DECREASE can't be passed: mend what it says.\n");
    assertThat(errors("certificate", settlement, "--account", Treasury.address("stranger")))
        .startsWith("12: tributary: " + Treasury.address("stranger") + " has no leaf in");
    Files.writeString(night.settlement().resolve("leaves.csv"), "x");
    assertThat(errors("approve", settlement, "--approver", "ada", "--key-env", "X"))
        .startsWith("20: tributary: " + settlement + " isn't right, and nothing was signed:");
    assertThat(errors("verify", settlement)).startsWith("20: verify: leaves.csv has 1 bytes");
  }

  @Test
  void whatIsNoneOfThreeLeadsToWhatIs() throws IOException {
    Night first =
        Night.write(temp, LocalDate.of(2026, 3, 30), "", Optional.empty(), Treasury.leaves(3))
            .approve("ada", "bob");
    Night second =
        Night.write(
                temp,
                LocalDate.of(2026, 3, 31),
                "most-total-change { COIN = \"1\" }",
                Optional.of(first),
                Treasury.grown(Treasury.leaves(3), 5))
            .approve("ada", "bob");
    Path before = first.export(temp.resolve("outbox")).folder();
    Path folder =
        Export.of(second.settlement(), temp.resolve("outbox"))
            .letThrough(List.of(Gate.TOTAL_CHANGE), "a large client")
            .execute()
            .folder();
    assertThat(errors("verify", temp.resolve("outbox").toString()))
        .isEqualTo(
            "12: tributary: "
                + temp.resolve("outbox")
                + " is neither an exported folder nor a settlement. Name an export in it, such as "
                + folder
                + ".\n");
    assertThat(errors("verify", first.run().toString()))
        .contains("is neither an exported folder nor a settlement. Name OUTBOX/CHAIN-DISTRIBUTOR/");
    assertThat(errors("verify", folder.resolve("settlement/tree.json").toString()))
        .startsWith("20: verify: tree.json is no certificate: it has no leaf and attestation.");
    assertThat(errors("verify", folder.toString(), "--previous", temp.resolve("none").toString()))
        .startsWith("20: verify: " + temp.resolve("none") + " can't be compared with: it has no");
    assertThat(output("verify", folder.toString()))
        .isEqualTo(
            "0: verify: right: " + folder + "\nverify: passed gate TOTAL_CHANGE: a large client\n");
    Files.writeString(before.resolve("settlement/held.csv"), "x");
    assertThat(errors("verify", folder.toString(), "--previous", before.toString()))
        .startsWith(
            "20: verify: "
                + before.resolve("settlement")
                + " can't be compared with, since it isn't right: held.csv has 1 bytes")
        .contains("Restore it from a copy.");
    Path alone = Files.move(folder, temp.resolve("alone"));
    assertThat(output("verify", alone.toString()))
        .contains(
            "verify: no journal.jsonl stands beside it, so that submission.json is the one that was"
                + " exported wasn't looked at: compare submission.sha256 with the outbox\n");
  }

  /** A key or a node's address in the wrong place: no message repeats it. */
  @Test
  void whatCouldBeASecretIsNeverShown() throws IOException {
    Night night =
        Night.write(temp, LocalDate.of(2026, 3, 30), "", Optional.empty(), Treasury.leaves(3));
    String settlement = night.settlement().toString();
    Path exported = night.approve("ada", "bob").export(temp.resolve("outbox")).folder();
    String digits = CanonicalJson.sha256("a key");
    for (String key : List.of(digits, "0x" + digits, "0x" + digits.substring(1))) {
      for (List<String> slip :
          List.of(
              List.of("approve", settlement, "--approver", "ada", "--key-env", key),
              List.of("approve", settlement, "--approver", "ada", "--key-env=" + key),
              List.of("approve", settlement, "--approver", "ada", "--key-file", key),
              List.of("approve", settlement, "--approver", key, "--key-env", "PATH"),
              List.of("approve", settlement, "--approver", "ada", "--key-env", "X", key),
              List.of("approve", settlement, "--key", key),
              List.of("approve", settlement, "--" + key),
              List.of("approve", key, "--approver", "ada", "--key-env", "X"),
              List.of("approve", "--address", "--key-file=" + key),
              List.of("submitted", exported.toString(), "--tx", digits.toUpperCase(Locale.ROOT)),
              List.of("confirm", exported.toString(), "--rpc", "env:" + key),
              List.of("confirm", exported.toString(), "--from-block", key),
              List.of("verify", key))) {
        assertThat(errors(slip.toArray(String[]::new)))
            .as("%s", slip)
            .doesNotStartWith("0")
            .doesNotContainIgnoringCase(key.substring(key.length() - 62));
      }
    }
    String url = "https://node.example/v3/secret";
    for (String given : List.of("env:" + url, "env:wss://secret@node.example", "ENV:" + url)) {
      assertThat(errors("confirm", exported.toString(), "--rpc", given))
          .startsWith("12: tributary: The environment has no variable (not shown:")
          .doesNotContain("secret");
    }
    assertThat(errors("confirm", exported.toString(), url)).doesNotContain("secret");
    assertThat(errors("approve", settlement, "--approver", "ada", "--key-env", digits))
        .startsWith(
            "12: tributary: The environment has no variable (not shown: it could be a key).");
  }

  /** The form in which a policy names an approver. */
  @Test
  void theAddressOfAKeyNeedsNoSettlement() throws IOException {
    Path key = temp.resolve("ada.key");
    Files.writeString(key, CanonicalJson.sha256("ada") + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run("approve", "--address", "--key-file", key.toString())).isZero();
    } finally {
      System.setOut(before);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).strip()).isEqualTo(Treasury.ADA.address());
    assertThat(errors("approve", "--address"))
        .isEqualTo("2: tributary: --address is of a key: give one of --key-file and --key-env.\n");
    assertThat(errors("approve", "--key-file", key.toString()))
        .startsWith("2: tributary: Which settlement? Name its folder, or with --address print");
  }

  /** Approvers sign no gates, so they are told which would have to be passed. */
  @Test
  void whoApprovesSeesWhatIsShut() throws IOException {
    Night night =
        Night.write(
            temp,
            LocalDate.of(2026, 3, 30),
            "most-total-change { COIN = \"10\" }",
            Optional.empty(),
            Treasury.leaves(3));
    String settlement = night.settlement().toString();
    String outbox = temp.resolve("outbox").toString();
    Path key = temp.resolve("ada.key");
    Files.writeString(key, CanonicalJson.sha256("ada") + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    String shut =
        "approve: shut for now is TOTAL_CHANGE: claims in COIN grow by 3003, at most 10 may be.\n";
    assertThat(errors("approve", settlement, "--show", "--to", outbox)).isEqualTo("0: " + shut);
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      String[] approve = {
        "approve", settlement, "--approver", "ada", "--key-file", key.toString(), "--to", outbox
      };
      assertThat(Main.run(approve)).isZero();
    } finally {
      System.setOut(before);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith(shut + "approve: 1 of 2 approvals, root 0x");
    assertThat(temp.resolve("outbox")).as("looking makes nothing").doesNotExist();
  }

  @Test
  void whatWasRevokedIsNoted() throws IOException {
    Night night =
        Night.write(temp, LocalDate.of(2026, 3, 30), "", Optional.empty(), Treasury.leaves(3))
            .approve("ada", "bob");
    Path folder = night.export(temp.resolve("outbox")).folder();
    String exported = folder.toString();
    String either = "2: tributary: Say either which transaction submits it, with --tx, or that it";
    String tx = "0x" + "ab".repeat(32);
    assertThat(errors("submitted", exported)).startsWith(either);
    assertThat(errors("submitted", exported, "--tx", tx, "--revoked")).startsWith(either);
    assertThat(errors("submitted", exported, "--revoked", "--because", "wrong"))
        .contains("is EXPORTED, which doesn't lead to REVOKED");
    assertThat(Main.run("submitted", exported, "--tx", tx)).isZero();
    assertThat(errors("submitted", exported, "--revoked"))
        .contains("To note that a root was revoked needs a reason: say it with --because.");
    assertThat(Main.run("submitted", exported, "--revoked", "--because", "wrong")).isZero();
    assertThat(Files.readString(folder.resolveSibling("journal.jsonl")))
        .contains("\"state\":\"REVOKED\"");
  }

  /** The program in the README is the one that OnChainTest runs. */
  @Test
  void theReadmeShowsTheProgramThatIsTested() throws IOException {
    String program = Files.readString(Path.of("src/test/javascript/approval/certificate.mjs"));
    assertThat(program.lines()).hasSizeLessThanOrEqualTo(10);
    assertThat(Files.readString(Path.of("README.md"))).contains("```js\n" + program + "```");
  }

  /** Exit code, and what went to standard output. */
  private static String output(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      return Main.run(arguments) + ": " + bytes.toString(StandardCharsets.UTF_8);
    } finally {
      System.setOut(before);
    }
  }

  /** Exit code, and what went to standard error. */
  private static String errors(String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      int exit = Main.run(arguments);
      return exit + ": " + bytes.toString(StandardCharsets.UTF_8);
    } finally {
      System.setErr(before);
    }
  }
}

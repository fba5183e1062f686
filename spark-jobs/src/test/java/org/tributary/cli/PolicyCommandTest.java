package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.policy.PolicyReader;

/** {@code tributary policy check} and {@code explain}, which need no Spark. */
class PolicyCommandTest {
  @TempDir Path folder;

  private record Outcome(int exitCode, String out, String err) {}

  @Test
  void aValidFolderIsListed() throws IOException {
    write("june.conf", reference());
    write("july.conf", later("july", "2026-07-01"));
    Outcome outcome = run("policy", "check", folder.toString());
    assertThat(outcome.exitCode).isZero();
    assertThat(outcome.out.lines())
        .satisfiesExactly(
            june ->
                assertThat(june)
                    .startsWith("reference: from 2026-06-01 until 2026-07-01, SHA-256 "),
            july -> assertThat(july).startsWith("july: from 2026-07-01 on, SHA-256 "),
            count -> assertThat(count).isEqualTo("2 policies are valid."));
  }

  @Test
  void allProblemsAreToldAtOnce() throws IOException {
    write(
        "a.conf", reference().replace("decimals = 18", "decimals = 99").replace("= fee", "= luck"));
    write("b.conf", "format = 1");
    Outcome outcome = run("policy", "check", folder.toString());
    assertThat(outcome.exitCode).isEqualTo(10);
    assertThat(outcome.err)
        .contains(
            "Policy a.conf has 2 problems", "line 39, tokens.TRIB.decimals: 99 is out of range")
        .contains(
            "agents.reward-by: \"luck\" is unknown: write one of fee, tokens, equal, declared")
        .contains("Policy b.conf has ", "tokens: is missing");
  }

  @Test
  void gapsAndOverlapsOfAFolderAreErrors() throws IOException {
    write("june.conf", reference().replace("until = none", "until = \"2026-06-20\""));
    write(
        "july.conf", later("july", "2026-07-01").replace("until = none", "until = \"2026-08-02\""));
    write("august.conf", later("august", "2026-08-01"));
    Outcome outcome = run("policy", "check", folder.toString());
    assertThat(outcome.exitCode).isEqualTo(10);
    assertThat(outcome.err)
        .contains("No policy is in force from 2026-06-20, where reference ends, until 2026-07-01")
        .contains("Policies july and august are both in force from 2026-08-01 until 2026-08-02");
  }

  @Test
  void aPolicyByAnotherNameIsNotOverlooked() throws IOException {
    write("june.conf", reference());
    write("README.md", "Ours.");
    assertThat(run("policy", "check", folder.toString()).exitCode).isZero();
    write("july.hocon", later("july", "2026-07-01"));
    Outcome outcome = run("policy", "check", folder.toString());
    assertThat(outcome.exitCode).isEqualTo(10);
    assertThat(outcome.err)
        .contains("july.hocon in the policy folder ", "its name doesn't end with .conf. Rename it");
  }

  @Test
  void aMissingPolicyIsNamed() {
    Outcome outcome = run("policy", "check", folder.resolve("none.conf").toString());
    assertThat(outcome.exitCode).isEqualTo(12);
    assertThat(outcome.err).contains("There is no policy at ", "none.conf");
  }

  @Test
  void aFeeIsExplainedToTheUnit() throws IOException {
    // 100 ms at 3 are 300, capped at floor(200.6) of 1003. Rest 803: 40.15, 160.6, 40.15, 562.1.
    Path policy =
        write(
            "policy.conf",
            reference().replace("rate-per-gpu-ms = \"2000000000000\"", "rate-per-gpu-ms = \"3\""));
    Outcome outcome =
        run(
            "policy",
            "explain",
            policy.toString(),
            "--fee",
            "1003",
            "--gpu-ms",
            "100",
            "--model",
            "adapter,base",
            "--attributed-ppm",
            "800000");
    assertThat(outcome.exitCode).as(outcome.err).isZero();
    assertThat(outcome.out.lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly(
            "Policy reference on 2026-06-01: 1003 base units of TRIB (0.000000000000001003) for"
                + " adapter on base, 100 GPU ms",
            "attributed by influence 1000000 ppm, the default rule, as no rule names adapter",
            "note: rules of their own have example-model; name one with --model",
            "infrastructure 200 payee:node",
            "platform 40 payee:platform",
            "model developer 161 payee:developer of adapter",
            "base model developer 40 payee:developer of base",
            "contributor 450 payee:contributors",
            "unattributed 112 suspense:unattributed UNATTRIBUTED",
            "sum 1003");
  }

  /** Method declared leaves nothing open, however much of the rest is attributed. */
  @Test
  void declaredSharesAreExplained() throws IOException {
    String blend =
        reference()
            .replace(
                "method = influence\n        # Its part of the contributors' part. [required] ppm, 1"
                    + " to 1,000,000\n        weight-ppm = 1000000",
                "method = influence\n        weight-ppm = 600000\n      }\n      {\n        method ="
                    + " declared\n        weight-ppm = 400000")
            .replace("datanet-curators = 0", "datanet-curators = 100000")
            .replace("contributors = 700000", "contributors = 600000");
    Path policy = write("policy.conf", blend);
    Outcome outcome =
        run("policy", "explain", policy.toString(), "--fee", "1000", "--attributed-ppm", "500000");
    assertThat(outcome.exitCode).as(outcome.err).isZero();
    // Of 600 for contributors 360 are method influence's, half of it open, and 240 are declared.
    assertThat(outcome.out.lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "attributed by influence 600000 ppm and declared 400000 ppm, the default rule, as no rule"
                + " names model",
            "note: --attributed-ppm is about the other methods; declared leaves nothing open",
            "datanet curator 100 payee:curators",
            "contributor 180 payee:contributors",
            "contributor 240 payee:declared contributors DECLARED",
            "unattributed 180 suspense:unattributed UNATTRIBUTED",
            "sum 1000");
  }

  @Test
  void whatCantBeExplainedIsRefused() throws IOException {
    Path policy = write("policy.conf", reference());
    Outcome outcome = run("policy", "explain", policy.toString(), "--fee", "1", "--token", "GOLD");
    assertThat(outcome.exitCode).isEqualTo(2);
    assertThat(outcome.err).contains("Policy reference has the tokens TRIB: name one of them");
    assertThat(run("policy", "explain", policy.toString(), "--fee", "-1").err)
        .contains("--fee and --gpu-ms can't be negative");
    assertThat(run("policy", "explain", policy.toString(), "--fee", "1", "--model", "a,a").err)
        .contains("The models [a, a] are no chain");
    assertThat(
            run("policy", "explain", policy.toString(), "--fee", "1", "--date", "2026-05-31").err)
        .contains("No policy is in force on 2026-05-31");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String later(String id, String from) throws IOException {
    return reference().replace("\"reference\"", "\"" + id + "\"").replace("2026-06-01", from);
  }

  private static String reference() throws IOException {
    try (InputStream in = PolicyReader.class.getResourceAsStream("/policy/reference.conf")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int exitCode = Main.run(args);
      return new Outcome(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }
}

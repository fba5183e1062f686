package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.settlement.HeldAmount;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.Settlement;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.reports.settlement.SettlementWriter;
import org.tributary.schemas.run.CanonicalJson;

/**
 * {@code tributary-verify.jar} has all that it needs: it is cut down to what is reached, and a
 * class too few would only show when it runs.
 */
class SmallJarTest {
  private static final Path JAR = Path.of("../reports/target/tributary-verify.jar");
  private static final long MOST_BYTES = 6_000_000;
  private static final String TOKEN = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  private static final String DISTRIBUTOR = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";

  /** Address of the private key 1. */
  private static final String ADA = "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf";

  @TempDir Path temp;

  @Test
  void approvesExportsVerifiesAndCertifiesByItself() throws Exception {
    if (!Files.exists(JAR)) {
      abort("NOT TESTED: tributary-verify.jar, which 'mvnw package' makes before these tests");
    }
    assertThat(Files.size(JAR)).isLessThan(MOST_BYTES);
    Path policy = policy();
    Path settlement = settlement(policy);
    String folder = settlement.toString();
    ends(0, folder);
    ends(0, "approve", folder, "--approver", "ada", "--key-env", "ADA", "--policy", policy);
    Path outbox = temp.resolve("outbox");
    ends(0, "export", folder, "--to", outbox, "--policy", policy);
    Path exported = outbox.resolve("8453-" + DISTRIBUTOR).resolve(name(settlement));
    ends(0, exported);
    Path certificate = temp.resolve(ADA + ".json");
    ends(0, "certificate", exported, "--account", ADA, "--out", certificate);
    ends(0, "verify", certificate);
    ends(75, "confirm", exported, "--rpc", "http://127.0.0.1:1");
    Files.writeString(exported.resolve("settlement/held.csv"), "x");
    ends(20, "verify", exported);
  }

  private static String name(Path settlement) throws IOException {
    String sha256 = CanonicalJson.sha256(Files.readAllBytes(settlement.resolve("manifest.json")));
    return "2026-06-30-" + sha256.substring(0, 12);
  }

  private Path policy() throws IOException {
    String text = Files.readString(Path.of("../schemas/policy/reference.conf"));
    Path policy = temp.resolve("policy.conf");
    Files.writeString(
        policy, text + "\napproval { needed = 1, approvers { ada = \"" + ADA + "\" } }\n");
    return policy;
  }

  private Path settlement(Path policy) throws IOException {
    Path run = temp.resolve("runs/2026-06-30/0123456789abcdef");
    Path folder = run.resolve("settlement/8453-" + DISTRIBUTOR);
    Files.createDirectories(folder);
    Files.writeString(run.resolve("manifest.json"), "{}");
    Files.writeString(run.resolve("_SUCCESS"), "0123456789abcdef\n");
    SettlementHeader header =
        new SettlementHeader(
            "0123456789abcdef",
            LocalDate.of(2026, 6, 30),
            8453,
            DISTRIBUTOR,
            List.of(new SettlementToken(TOKEN, "TRIB", 18)),
            Optional.empty(),
            "reference",
            CanonicalJson.sha256(Files.readAllBytes(policy)),
            "0.1.0");
    SettlementLeaf leaf =
        new SettlementLeaf(
            new Leaf(ADA, TOKEN, BigInteger.TEN), BigInteger.ZERO, PayoutStatus.PAYABLE);
    SettlementWriter.write(
        folder, new Settlement(header, List.of(leaf).iterator(), List.<HeldAmount>of().iterator()));
    return folder;
  }

  /** The program ends with this exit code; what it printed is said where it doesn't. */
  private void ends(int exit, Object... arguments) throws IOException, InterruptedException {
    assertThat(run(arguments)).startsWith(exit + ": ");
  }

  private String run(Object... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path output = temp.resolve("output.txt");
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    process.environment().put("ADA", "0".repeat(63) + "1");
    int exit = process.start().waitFor();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("\tat ", "0".repeat(63));
    return exit + ": " + text;
  }
}

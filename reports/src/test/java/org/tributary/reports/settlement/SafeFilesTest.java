package org.tributary.reports.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;

/** What the Safe is given, from settlements worked by hand. */
class SafeFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAFE = SettlementSamples.address("safe");

  @TempDir Path temp;

  @Test
  void anUrdWithATimelockIsFundedGivenARootAndAskedToAcceptIt() throws IOException {
    Path folder = write(rule(DistributorKind.URD, 86_400, SAFE, 2, true), 5);
    assertThat(names(folder))
        .containsExactly(
            "accept.json",
            "claims-00001.json",
            "claims-00002.json",
            "claims-00003.json",
            "funding.json",
            "root.json");
    JsonNode funding = batch(folder, "funding.json");
    JsonNode transfer = funding.path("transactions").path(0);
    assertThat(transfer.path("to").textValue()).isEqualTo(SettlementSamples.COIN.address());
    assertThat(transfer.path("contractInputsValues").path("to").textValue())
        .isEqualTo(SettlementSamples.DISTRIBUTOR);
    assertThat(transfer.path("contractInputsValues").path("amount").textValue()).isEqualTo("15");
    assertThat(funding.path("meta").path("description").textValue())
        .contains("NOT SAFE TO REPEAT", "1 calls, about 128500 gas");
    JsonNode root = batch(folder, "root.json").path("transactions").path(0);
    assertThat(root.path("contractMethod").path("name").textValue()).isEqualTo("submitRoot");
    SettlementManifest manifest = SettlementCheck.manifest(folder);
    assertThat(root.path("contractInputsValues").path("newRoot").textValue())
        .isEqualTo(manifest.root().orElseThrow());
    String leavesSha256 =
        manifest.files().stream()
            .filter(file -> file.path().equals("leaves.csv"))
            .findFirst()
            .orElseThrow()
            .sha256();
    assertThat(root.path("contractInputsValues").path("newIpfsHash").textValue())
        .isEqualTo("0x" + leavesSha256);
    assertThat(batch(folder, "accept.json").path("transactions").path(0).path("contractMethod"))
        .hasToString("{\"inputs\":[],\"name\":\"acceptRoot\",\"payable\":false}");
    assertThat(batch(folder, "claims-00003.json").path("transactions")).hasSize(1);
    assertThat(batch(folder, "claims-00001.json").path("meta").path("description").textValue())
        .contains("Repeating it pays nobody twice");
  }

  /**
   * A Safe executes nonces in order: claims before the root would revert, and block all that
   * follow.
   */
  @Test
  void noncesFollowTheOrderOfExecution() throws IOException {
    Path folder = write(rule(DistributorKind.URD, 86_400, SAFE, 2, true), 5);
    List<SafeHashes.Pinned> pinned =
        SafeHashes.of(
            folder,
            List.of(),
            BigInteger.valueOf(17),
            "0x9641d764fc13c8B624c04430C7356C1C7C8102e2");
    assertThat(pinned)
        .extracting(SafeHashes.Pinned::path)
        .containsExactly(
            "safe/funding.json",
            "safe/root.json",
            "safe/accept.json",
            "safe/claims-00001.json",
            "safe/claims-00002.json",
            "safe/claims-00003.json");
    assertThat(pinned)
        .extracting(one -> one.nonce().intValue())
        .containsExactly(17, 18, 19, 20, 21, 22);
  }

  @Test
  void eachKindNamesItsOwnFunctions() throws IOException {
    assertThat(method(write(rule(DistributorKind.URD, 0, SAFE, 100, false), 3), "root.json"))
        .isEqualTo("setRoot");
    assertThat(method(write(rule(DistributorKind.MERKL, 0, SAFE, 100, true), 3), "root.json"))
        .isEqualTo("updateTree");
    Path oneinch = write(rule(DistributorKind.ONEINCH, 0, SAFE, 100, true), 3);
    assertThat(method(oneinch, "root.json")).isEqualTo("setMerkleRoot");
    JsonNode claim = batch(oneinch, "claims-00001.json").path("transactions").path(0);
    assertThat(claim.path("contractInputsValues").path("expectedMerkleRoot").textValue())
        .isEqualTo(SettlementCheck.manifest(oneinch).root().orElseThrow());
    Path plain = write(rule(DistributorKind.OPENZEPPELIN, 0, SAFE, 100, false), 3);
    assertThat(names(plain)).containsExactly("funding.json");
    Path uniswap = write(rule(DistributorKind.UNISWAP, 0, "", 100, false), 3);
    assertThat(uniswap.resolve("safe")).doesNotExist();
  }

  @Test
  void transfersAreOfWhatIsAddedAndSaidNotToBeRepeated() throws IOException {
    Path folder = write(rule(DistributorKind.TRANSFERS, 0, "", 2, false), 5);
    assertThat(names(folder))
        .containsExactly("transfers-00001.json", "transfers-00002.json", "transfers-00003.json");
    BigInteger total = BigInteger.ZERO;
    for (String name : names(folder)) {
      JsonNode batch = batch(folder, name);
      assertThat(batch.path("meta").path("createdFromSafeAddress").textValue())
          .isEqualTo(SettlementSamples.DISTRIBUTOR);
      assertThat(batch.path("meta").path("description").textValue())
          .contains("NOT SAFE TO REPEAT: the file has no nonce");
      for (JsonNode call : batch.path("transactions")) {
        total =
            total.add(new BigInteger(call.path("contractInputsValues").path("amount").textValue()));
      }
    }
    assertThat(total).isEqualTo(15);
  }

  @Test
  void theAirdropTakesThePlaceOfTheBatches() throws IOException {
    DistributorRule rule =
        new DistributorRule(
            DistributorKind.TRANSFERS,
            SettlementSamples.DISTRIBUTOR,
            0,
            "",
            500,
            DistributorRule.Claims.PAYEES,
            DistributorRule.Format.CSV_AIRDROP);
    Path folder = write(rule, 600);
    assertThat(names(folder)).containsExactly("airdrop-00001.csv", "airdrop-00002.csv");
    List<String> first = Files.readAllLines(folder.resolve("safe/airdrop-00001.csv"));
    assertThat(first).hasSize(500);
    assertThat(Files.readAllLines(folder.resolve("safe/airdrop-00002.csv"))).hasSize(102);
    assertThat(first.get(1)).matches("erc20,0x[0-9a-fA-F]{40},0x[0-9a-fA-F]{40},0\\.0+\\d+,");
  }

  /** {@code count} payees, who get 1, 2, 3 … more, and as many who get nothing more. */
  private Path write(DistributorRule rule, int count) throws IOException {
    Path folder = Files.createTempDirectory(temp, "settlement").resolve("settlement");
    List<SettlementLeaf> leaves = new ArrayList<>();
    for (int i = 0; i < 2 * count; i++) {
      long previous = i < count ? i : 9;
      long cumulative = i < count ? 2L * i + 1 : 9;
      leaves.add(
          new SettlementLeaf(
              new Leaf(
                  SettlementSamples.address("p" + i),
                  SettlementSamples.COIN.address(),
                  BigInteger.valueOf(cumulative)),
              BigInteger.valueOf(previous),
              PayoutStatus.PAYABLE));
    }
    leaves.sort((a, b) -> Leaf.ORDER.compare(a.leaf(), b.leaf()));
    SettlementHeader.Previous previous =
        new SettlementHeader.Previous(Optional.of("0x" + "cd".repeat(32)), "ef".repeat(32));
    SettlementWriter.write(
        folder,
        new Settlement(
            DistributorKindsTest.header(rule, "2026-03-31", Optional.of(previous)),
            leaves.iterator(),
            List.<HeldAmount>of().iterator()));
    assertThat(SettlementCheck.check(folder, Optional.empty())).isEmpty();
    return folder;
  }

  private static DistributorRule rule(
      DistributorKind kind, long timelock, String safe, int batchSize, boolean bySafe) {
    return new DistributorRule(
        kind,
        SettlementSamples.DISTRIBUTOR,
        timelock,
        safe,
        batchSize,
        bySafe ? DistributorRule.Claims.SAFE : DistributorRule.Claims.PAYEES,
        DistributorRule.Format.TRANSACTION_BUILDER);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("safe"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static JsonNode batch(Path folder, String name) throws IOException {
    return JSON.readTree(folder.resolve("safe").resolve(name).toFile());
  }

  private static String method(Path folder, String name) throws IOException {
    return batch(folder, name)
        .path("transactions")
        .path(0)
        .path("contractMethod")
        .path("name")
        .textValue();
  }
}

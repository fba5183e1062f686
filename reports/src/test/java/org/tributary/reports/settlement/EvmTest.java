package org.tributary.reports.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.run.CanonicalJson;

/**
 * A real chain takes what is exported: every claim of trees of 1 to 64 leaves is paid over two
 * nights and every wrong one refused, by contracts like Morpho's, Merkl's and 1inch's and by
 * Uniswap's own; and a real Safe executes the batches, in less gas than they say.
 */
class EvmTest {
  private static final Path SCRIPTS = Path.of("src/test/evm").toAbsolutePath();
  private static final int LARGEST = 64;
  private static final int BATCH = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;
  private JsonNode addresses;

  @Test
  void everyLeafIsPaidOnceAndBatchesAreExecuted() throws IOException, InterruptedException {
    Path nodeModules =
        NodeTools.modules(
            SCRIPTS, "that a real EVM pays our claims and a real Safe executes our batches");
    Path anvil = Anvil.program(nodeModules);
    if (!Files.exists(anvil)) {
      NodeTools.skip(
          "that a real EVM pays our claims and a real Safe executes our batches",
          "npm has no anvil for this machine");
    }
    Path settlements = temp.resolve("settlements");
    Path deployed = temp.resolve("deployed.json");
    try (Anvil chain = Anvil.start(anvil)) {
      node(
          "deploy.mjs",
          chain.url(),
          SCRIPTS.resolve("contracts").toString(),
          nodeModules.toString(),
          deployed.toString());
      addresses = JSON.readTree(deployed.toFile()).path("addresses");
      writeAll(settlements);
      String output =
          node(
              "settle.mjs",
              chain.url(),
              settlements.toString(),
              nodeModules.toString(),
              deployed.toString());
      assertThat(output)
          .contains(
              "merkletreejs: the same 384 roots",
              "urd: 2795 claims of 64 trees over two nights",
              "merkl: 2795 claims of 64 trees over two nights",
              "oneinch: 2795 claims of 64 trees over two nights",
              "uniswap: 2795 claims of 128 contracts",
              "safe-urd/safe/claims-00001.json: 100 calls",
              "safe-transfers/safe/transfers-00001.json: 100 calls");
      System.out.println(output);
    }
  }

  private static String node(String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", SCRIPTS.resolve(script).toString()));
    command.addAll(List.of(arguments));
    NodeTools.Outcome outcome = NodeTools.run(SCRIPTS, command.toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return outcome.output();
  }

  private void writeAll(Path settlements) throws IOException {
    for (DistributorKind kind :
        List.of(
            DistributorKind.URD,
            DistributorKind.MERKL,
            DistributorKind.ONEINCH,
            DistributorKind.UNISWAP)) {
      String address =
          kind == DistributorKind.UNISWAP
              ? SettlementSamples.address("deployer")
              : addresses.path("plain").path(kind.text()).textValue();
      for (int leaves = 1; leaves <= LARGEST; leaves++) {
        twoNights(settlements, DistributorRule.of(kind, address), leaves);
      }
    }
    JsonNode ofSafe = addresses.path("ofSafe");
    ofSafe(settlements, "safe-urd", DistributorKind.URD, ofSafe.path("urd"), 0, 2 * BATCH);
    ofSafe(settlements, "safe-merkl", DistributorKind.MERKL, ofSafe.path("merkl"), 0, BATCH);
    ofSafe(settlements, "safe-oneinch", DistributorKind.ONEINCH, ofSafe.path("oneinch"), 0, BATCH);
    ofSafe(settlements, "safe-timelocked", DistributorKind.URD, ofSafe.path("timelocked"), 3600, 5);
    ofSafe(
        settlements, "safe-transfers", DistributorKind.TRANSFERS, addresses.path("safe"), 0, 101);
  }

  private void twoNights(Path settlements, DistributorRule rule, int count) throws IOException {
    String name = rule.kind().text() + "-" + count + "-";
    List<SettlementLeaf> first = leaves(name, count);
    Path before = settlements.resolve(name + 1);
    write(before, rule, "2026-03-30", Optional.empty(), first);
    write(
        settlements.resolve(name + 2),
        rule,
        "2026-03-31",
        Optional.of(SettlementCheck.manifest(before).asPrevious()),
        SettlementSamples.later(first));
  }

  /** With the hashes that signers would be shown, for the Safe to compare with its own. */
  private void ofSafe(
      Path settlements,
      String name,
      DistributorKind kind,
      JsonNode address,
      long timelock,
      int count)
      throws IOException {
    boolean transfers = kind == DistributorKind.TRANSFERS;
    DistributorRule rule =
        new DistributorRule(
            kind,
            address.textValue(),
            timelock,
            transfers ? "" : addresses.path("safe").textValue(),
            BATCH,
            transfers ? DistributorRule.Claims.PAYEES : DistributorRule.Claims.SAFE,
            DistributorRule.Format.TRANSACTION_BUILDER);
    Path folder = settlements.resolve(name);
    write(folder, rule, "2026-03-30", Optional.empty(), leaves(name, count));
    Map<String, Object> hashes = new TreeMap<>();
    BigInteger nonce = nextNonce;
    for (SafeHashes.Pinned pinned :
        SafeHashes.of(
            folder, order(folder), nonce, addresses.path("multiSendCallOnly").textValue())) {
      hashes.put(pinned.path(), pinned.safeTxHash());
      nextNonce = pinned.nonce().add(BigInteger.ONE);
    }
    Files.writeString(settlements.resolve(name + ".hashes.json"), CanonicalJson.write(hashes));
  }

  /** The Safe executes all batches of this test one after the other. */
  private BigInteger nextNonce = BigInteger.ZERO;

  private static List<String> order(Path folder) throws IOException {
    List<String> paths = new ArrayList<>();
    for (FileEntry file : SettlementCheck.manifest(folder).files()) {
      if (file.path().startsWith(SafeFiles.FOLDER)) {
        paths.add(file.path());
      }
    }
    List<String> first = List.of("safe/funding.json", "safe/root.json", "safe/accept.json");
    paths.sort(
        Comparator.comparing((String path) -> !first.contains(path))
            .thenComparing(first::indexOf)
            .thenComparing(Comparator.naturalOrder()));
    return paths;
  }

  private void write(
      Path folder,
      DistributorRule rule,
      String closeDate,
      Optional<SettlementHeader.Previous> previous,
      List<SettlementLeaf> leaves) {
    SettlementHeader header =
        new SettlementHeader(
            "0123456789abcdef",
            LocalDate.parse(closeDate),
            31337,
            rule,
            List.of(new SettlementToken(addresses.path("coin").textValue(), "COIN", 6)),
            previous,
            "standard-2026",
            "ab".repeat(32),
            "0.1.0");
    SettlementWriter.write(
        folder, new Settlement(header, leaves.iterator(), List.<HeldAmount>of().iterator()));
    assertThat(SettlementCheck.check(folder, Optional.empty())).isEmpty();
  }

  /** Payees that no other tree has, with amounts of one to twenty digits. */
  private List<SettlementLeaf> leaves(String name, int count) {
    List<SettlementLeaf> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigInteger amount = BigInteger.TEN.pow(i % 20).add(BigInteger.valueOf(i));
      leaves.add(
          new SettlementLeaf(
              new Leaf(
                  SettlementSamples.address(name + i), addresses.path("coin").textValue(), amount),
              BigInteger.ZERO,
              PayoutStatus.PAYABLE));
    }
    leaves.sort(Comparator.comparing(SettlementLeaf::leaf, Leaf.ORDER));
    return leaves;
  }
}

package org.tributary.reports.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.policy.DistributorKind;

/**
 * OpenZeppelin's JavaScript library loads what the writer writes, finds the same root and the same
 * proofs, and would have written the same bytes. Node.js stands in for the treasury's tools.
 */
class OpenZeppelinTest {
  private static final Path SCRIPT = Path.of("src/test/javascript").toAbsolutePath();
  private static final Path SCHEMAS = Path.of("../schemas/files").toAbsolutePath().normalize();
  private static final int LARGEST = 64;

  @TempDir Path temp;

  @Test
  void treesOfOneTo64LeavesAndGoldenVectors() throws IOException, InterruptedException {
    Path nodeModules =
        NodeTools.modules(
            SCRIPT,
            "that OpenZeppelin's own library loads our trees and agrees with our roots and proofs");
    Path settlements = temp.resolve("settlements");
    for (int leaves = 1; leaves <= LARGEST; leaves++) {
      writeSettlement(settlements, leaves);
    }
    writeVectors(settlements);
    for (DistributorKind kind : DistributorKind.values()) {
      DistributorKindsTest.write(settlements.resolve("kind-" + kind.text()), kind);
    }

    NodeTools.Outcome outcome =
        NodeTools.run(
            temp,
            "node",
            SCRIPT.resolve("check.mjs").toString(),
            settlements.toString(),
            SCHEMAS.toString(),
            nodeModules.toString());
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(outcome.output().lines()).hasSize(LARGEST + 3 + DistributorKind.values().length);
    assertThat(outcome.output()).contains("leaves-64: 64 proofs", "vector-b: 3 leaves");
  }

  private static void writeSettlement(Path settlements, int count) {
    SettlementHeader.Previous previous =
        new SettlementHeader.Previous(Optional.of("0x" + "cd".repeat(32)), "ef".repeat(32));
    SettlementHeader header =
        SettlementSamples.header(LocalDate.of(2026, 3, 31), Optional.of(previous));
    List<SettlementLeaf> leaves = SettlementSamples.later(SettlementSamples.leaves(count));
    SettlementWriter.write(
        settlements.resolve(String.format(Locale.ROOT, "leaves-%02d", count)),
        SettlementSamples.settlement(header, leaves));
  }

  private static void writeVectors(Path settlements) throws IOException {
    List<String> pair = List.of("address", "uint256");
    writeVector(
        settlements.resolve("vector-a"),
        pair,
        List.of(
            List.of("0x" + "1".repeat(40), "5000000000000000000"),
            List.of("0x" + "2".repeat(40), "2500000000000000000")),
        "0xd4dee0beab2d53f2cc83e567171bd2820e49898130a22622b10ead383e90bd77");
    String token = SettlementSamples.COIN.address();
    writeVector(
        settlements.resolve("vector-b"),
        Leaf.TYPES,
        List.of(
            List.of("0x" + "1".repeat(40), token, "1"),
            List.of("0x" + "2".repeat(40), token, "1000000"),
            List.of("0x" + "3".repeat(40), token, BigInteger.TWO.pow(128).toString())),
        "0xd46c45a48aeefdaacba30a766b1f6f9595c4add139068db977af250a9e42791e");
    writeVector(
        settlements.resolve("vector-c"),
        pair,
        List.of(List.of("0x" + "1".repeat(40), "1")),
        "0x60648906e1a3f55dd188e992dc24db68c6b6d455fe925705f5e110ed7889ad90");
  }

  private static void writeVector(
      Path folder, List<String> types, List<List<String>> values, String root) throws IOException {
    ByteBuffer hashes = ByteBuffer.allocate(values.size() * MerkleTree.HASH);
    for (List<String> value : values) {
      byte[] words = new byte[types.size() * AbiWords.WORD];
      for (int i = 0; i < types.size(); i++) {
        if (types.get(i).equals("address")) {
          AbiWords.putAddress(words, i, value.get(i));
        } else {
          AbiWords.putUint256(words, i, new BigInteger(value.get(i)));
        }
      }
      hashes.put(AbiWords.leafHash(words));
    }
    TreeDump.write(folder, "tree.json", MerkleTree.of(hashes.array()), types, values::get);
    Files.writeString(folder.resolve("root.txt"), root);
  }
}

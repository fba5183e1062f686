package org.tributary.reports.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;

class DistributorKindsTest {
  private static final String ONES = Eip55.checksum("0x" + "1".repeat(40));
  private static final String TWOS = Eip55.checksum("0x" + "2".repeat(40));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  /** Vectors were made with ethers, by each contract's own encoding. */
  @Test
  void leavesHashAsEachContractHashesThem() {
    Leaf leaf = new Leaf(ONES, TWOS, BigInteger.valueOf(5));
    assertThat(hex(LeafEncoding.oneShotHash(0, ONES, BigInteger.valueOf(5))))
        .isEqualTo("0xf80396219268b999663ecd39a757991dec63cd37eacbf4f3f358563d4f0c0f39");
    assertThat(hex(LeafEncoding.hash(DistributorKind.ONEINCH, leaf)))
        .isEqualTo("0x6fb9615f32bbdba460ac59c7db4aee8fae27d2d594928a4a6b27ac5ce61460b1");
    assertThat(hex(LeafEncoding.hash(DistributorKind.MERKL, leaf)))
        .isEqualTo("0x6a866598b8bbbd6ad5b9c4e6db2184811d4036ccb0d83ad09ecea80f2dc8474d");
    assertThat(LeafEncoding.hash(DistributorKind.URD, leaf))
        .isEqualTo(AbiWords.leafHash(AbiWords.encode(leaf)));
  }

  /** The twin works on lists of texts, as the JavaScript does. */
  @Property(tries = 60)
  void layersAreThoseOfMerkletreejs(@ForAll @IntRange(min = 1, max = 70) int leaves) {
    ByteBuffer hashes = ByteBuffer.allocate(leaves * 32);
    for (int i = 0; i < leaves; i++) {
      hashes.put(Keccak256.hash("leaf" + i));
    }
    LayeredTree tree = LayeredTree.of(hashes.array());
    List<String> layer = new ArrayList<>();
    for (int i = 0; i < leaves; i++) {
      layer.add(hex(Keccak256.hash("leaf" + i)));
    }
    layer.sort(null);
    for (int i = 0; i < leaves; i++) {
      byte[] hash = Keccak256.hash("leaf" + i);
      assertThat(layer.get(tree.rank(i))).isEqualTo(hex(hash));
      assertThat(MerkleTree.verify(tree.root(), hash, tree.proof(i))).isTrue();
    }
    while (layer.size() > 1) {
      List<String> above = new ArrayList<>();
      for (int i = 0; i < layer.size(); i += 2) {
        above.add(i + 1 < layer.size() ? pair(layer.get(i), layer.get(i + 1)) : layer.get(i));
      }
      layer = above;
    }
    assertThat(hex(tree.root())).isEqualTo(layer.get(0));
  }

  @Test
  void oneShotPaysTheDifferenceByPlaceAmongTheAddresses() throws IOException {
    // Upper case sorts before lower case, as JavaScript has it: 0xA… before 0xa….
    String upper = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48";
    String lower =
        IntStream.range(0, 99)
            .mapToObj(i -> Eip55.checksum(String.format(Locale.ROOT, "0xa%039d", i)))
            .filter(address -> address.startsWith("0xa"))
            .findFirst()
            .orElseThrow();
    List<SettlementLeaf> leaves =
        List.of(leaf(ONES, 9, 9), leaf(upper, 300, 44), leaf(lower, 7, 0)).stream()
            .sorted((a, b) -> Leaf.ORDER.compare(a.leaf(), b.leaf()))
            .toList();
    Path folder = temp.resolve("uniswap");
    SettlementWriter.write(folder, settlement(rule(DistributorKind.UNISWAP), leaves));

    JsonNode file = JSON.readTree(folder.resolve("uniswap.json").toFile());
    List<String> accounts = new ArrayList<>();
    file.path("claims").fieldNames().forEachRemaining(accounts::add);
    assertThat(accounts).containsExactly(upper, lower);
    assertThat(file.path("tokenTotal").textValue()).isEqualTo("0x0107");
    assertThat(file.path("claims").path(upper).path("amount").textValue()).isEqualTo("0x0100");
    assertThat(file.path("claims").path(lower).path("index").intValue()).isEqualTo(1);
    byte[] first = LeafEncoding.oneShotHash(0, upper, BigInteger.valueOf(256));
    byte[] second = LeafEncoding.oneShotHash(1, lower, BigInteger.valueOf(7));
    assertThat(file.path("merkleRoot").textValue()).isEqualTo(pair(hex(first), hex(second)));
    assertThat(file.path("claims").path(upper).path("proof").path(0).textValue())
        .isEqualTo(hex(second));
    assertThat(Files.readString(folder.resolve("leaves.csv")).lines().skip(1))
        .anyMatch(line -> line.startsWith(ONES) && line.endsWith(",-1"))
        .anyMatch(line -> line.startsWith(lower) && line.endsWith(",1"));
    SettlementManifest manifest = SettlementCheck.manifest(folder);
    assertThat(manifest.text())
        .contains("\"mode\":\"one-shot\"", "\"treeFormat\":\"layered-v1\"", "\"kind\":\"uniswap\"");
    assertThat(SettlementManifest.parse(manifest.text().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(manifest);
  }

  @Test
  void aOneShotSettlementThatAddsNothingHasNoRoot() {
    Path folder = temp.resolve("nothing");
    SettlementResult result =
        SettlementWriter.write(
            folder, settlement(rule(DistributorKind.UNISWAP), List.of(leaf(ONES, 9, 9))));
    assertThat(result.root()).isEmpty();
    assertThat(folder.resolve("uniswap.json")).doesNotExist();
    assertThat(sentences(folder, Optional.empty()))
        .singleElement()
        .asString()
        .contains("but nothing was published for it");
  }

  @Test
  void aPlainDistributorsManifestSaysNothingMore() throws IOException {
    Path folder = temp.resolve("plain");
    SettlementWriter.write(
        folder, settlement(rule(DistributorKind.OPENZEPPELIN), List.of(leaf(ONES, 9, 0))));
    assertThat(Files.readString(folder.resolve("manifest.json"))).doesNotContain("distributorRule");
    assertThat(folder.resolve("safe")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(DistributorKind.class)
  void everyKindIsWrittenAndCheckedOverTwoNights(DistributorKind kind) throws IOException {
    Path before = temp.resolve("before");
    Path after = temp.resolve("after");
    twoNights(kind, before, after);
    assertThat(sentences(before, Optional.empty())).isEmpty();
    assertThat(sentences(after, Optional.of(before))).isEmpty();
    Random random = new Random(7);
    List<Path> files = files(after);
    for (int i = 0; i < 150; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] right = Files.readAllBytes(file);
      byte[] wrong = right.clone();
      wrong[random.nextInt(right.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, wrong);
      String path = after.relativize(file).toString();
      assertThat(sentences(after, Optional.of(before)))
          .as("corruption %s of %s", i, path)
          .anyMatch(sentence -> sentence.contains(path));
      Files.write(file, right);
    }
  }

  /** Whoever changes a file may change its hash in the manifest too: the leaves tell. */
  @ParameterizedTest
  @EnumSource(
      value = DistributorKind.class,
      names = {"URD", "MERKL", "ONEINCH", "UNISWAP", "TRANSFERS"})
  void filesAreRecomputedFromTheLeaves(DistributorKind kind) throws IOException {
    Path before = temp.resolve("before");
    Path after = temp.resolve("after");
    twoNights(kind, before, after);
    for (Path file : files(after)) {
      String path = after.relativize(file).toString();
      if (path.startsWith("manifest") || path.equals("leaves.csv") || path.equals("held.csv")) {
        continue;
      }
      String text = Files.readString(file);
      String forged = text.replaceFirst("1", "2");
      Files.writeString(file, forged);
      rewriteManifest(after);
      assertThat(sentences(after, Optional.of(before)))
          .as(path)
          .anyMatch(sentence -> sentence.startsWith(path + " is broken: "))
          .noneMatch(sentence -> sentence.contains("SHA-256"));
      Files.writeString(file, text);
      rewriteManifest(after);
    }
    assertThat(sentences(after, Optional.of(before))).isEmpty();
    Files.writeString(after.resolve("pay-me.json"), "{}");
    rewriteManifest(after);
    assertThat(sentences(after, Optional.of(before)))
        .containsExactly("pay-me.json has no place in a settlement of this kind of distributor.");
  }

  @Test
  void anotherKindCantFollowAtTheSameAddress() throws IOException {
    Path before = temp.resolve("before");
    SettlementWriter.write(
        before, settlement(rule(DistributorKind.ONEINCH), List.of(leaf(ONES, 9, 0))));
    Path after = temp.resolve("after");
    SettlementWriter.write(
        after,
        new Settlement(
            header(
                rule(DistributorKind.UNISWAP),
                "2026-03-31",
                Optional.of(SettlementCheck.manifest(before).asPrevious())),
            List.of(leaf(ONES, 11, 9)).iterator(),
            List.<HeldAmount>of().iterator()));
    assertThat(sentences(after, Optional.of(before)))
        .containsExactly(
            "manifest.json is of a distributor of kind uniswap, but the settlement before was of"
                + " kind oneinch: what was paid there would be paid again.");
    assertThat(DistributorKind.URD.follows(DistributorKind.OPENZEPPELIN)).isTrue();
    assertThat(DistributorKind.TRANSFERS.follows(DistributorKind.URD)).isFalse();
  }

  @Test
  void aContractOfOneTokenIsRefusedForTwo() {
    assertThatThrownBy(
            () ->
                new SettlementHeader(
                    "run",
                    LocalDate.parse("2026-03-30"),
                    1,
                    rule(DistributorKind.ONEINCH),
                    List.of(SettlementSamples.COIN, SettlementSamples.GRAIN),
                    Optional.empty(),
                    "policy",
                    "ab".repeat(32),
                    "0.1.0"))
        .hasMessageContaining("A contract of kind oneinch pays one token, not 2");
  }

  /** A settlement of 25 payees with all that the kind can have. */
  static void write(Path folder, DistributorKind kind) {
    SettlementWriter.write(folder, settlement(rule(kind), coins()));
  }

  private static List<SettlementLeaf> coins() {
    return SettlementSamples.leaves(50).stream()
        .filter(leaf -> leaf.leaf().token().equals(SettlementSamples.COIN.address()))
        .toList();
  }

  private static void twoNights(DistributorKind kind, Path before, Path after) throws IOException {
    List<SettlementLeaf> first = coins();
    SettlementWriter.write(before, settlement(rule(kind), first));
    SettlementWriter.write(
        after,
        new Settlement(
            header(
                rule(kind),
                "2026-03-31",
                Optional.of(SettlementCheck.manifest(before).asPrevious())),
            SettlementSamples.later(first).iterator(),
            List.<HeldAmount>of().iterator()));
  }

  /** As somebody would who wants to hide a change. */
  private static void rewriteManifest(Path folder) throws IOException {
    SettlementManifest manifest = SettlementCheck.manifest(folder);
    List<FileEntry> entries = new ArrayList<>();
    for (Path file : files(folder)) {
      String path = folder.relativize(file).toString();
      if (!path.startsWith("manifest")) {
        entries.add(FilesCheck.entry(folder, path));
      }
    }
    entries.sort((a, b) -> a.path().compareTo(b.path()));
    SettlementManifest forged =
        new SettlementManifest(
            manifest.header(), manifest.root(), manifest.leafCount(), manifest.totals(), entries);
    Files.writeString(folder.resolve("manifest.json"), forged.text());
    Files.writeString(
        folder.resolve("manifest.sha256"),
        SettlementWriter.checksumLine(forged.asPrevious().manifestSha256()));
  }

  /** All that a kind can have. */
  static DistributorRule rule(DistributorKind kind) {
    DistributorRule plain = DistributorRule.of(kind, SettlementSamples.DISTRIBUTOR);
    boolean known = kind.cumulative() && kind != DistributorKind.OPENZEPPELIN;
    return known
        ? new DistributorRule(
            kind,
            plain.address(),
            kind == DistributorKind.URD ? 86_400 : 0,
            SettlementSamples.address("safe"),
            10,
            DistributorRule.Claims.SAFE,
            plain.format())
        : plain;
  }

  static SettlementHeader header(
      DistributorRule rule, String closeDate, Optional<SettlementHeader.Previous> previous) {
    return new SettlementHeader(
        "0123456789abcdef",
        LocalDate.parse(closeDate),
        31337,
        rule,
        List.of(SettlementSamples.COIN),
        previous,
        "standard-2026",
        "ab".repeat(32),
        "0.1.0");
  }

  private static Settlement settlement(DistributorRule rule, List<SettlementLeaf> leaves) {
    return new Settlement(
        header(rule, "2026-03-30", Optional.empty()),
        leaves.iterator(),
        List.<HeldAmount>of().iterator());
  }

  private static SettlementLeaf leaf(String account, long cumulative, long previous) {
    return new SettlementLeaf(
        new Leaf(account, SettlementSamples.COIN.address(), BigInteger.valueOf(cumulative)),
        BigInteger.valueOf(previous),
        PayoutStatus.PAYABLE);
  }

  private static List<String> sentences(Path folder, Optional<Path> previous) {
    return SettlementCheck.check(folder, previous).stream().map(Finding::sentence).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String pair(String a, String b) {
    byte[] first = HexFormat.of().parseHex(a.compareTo(b) < 0 ? a : b, 2, 66);
    byte[] second = HexFormat.of().parseHex(a.compareTo(b) < 0 ? b : a, 2, 66);
    return hex(Keccak256.hash(first, second));
  }

  private static String hex(byte[] hash) {
    return MerkleTree.hex(hash);
  }
}

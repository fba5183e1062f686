package org.tributary.reports.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.run.CanonicalJson;

class SettlementWriterTest {
  @TempDir Path temp;

  @Test
  void twoLeavesAreWrittenLikeThis() throws IOException {
    Path folder = temp.resolve("two");
    String ada = SettlementSamples.address("ada");
    String bob = SettlementSamples.address("bob");
    List<SettlementLeaf> leaves =
        ada.compareToIgnoreCase(bob) < 0
            ? List.of(leaf(ada), leaf(bob))
            : List.of(leaf(bob), leaf(ada));
    SettlementResult result =
        SettlementWriter.write(
            folder, SettlementSamples.settlement(SettlementSamples.first(), leaves));

    String first = leaves.get(0).leaf().account();
    String second = leaves.get(1).leaf().account();
    MerkleTree tree = tree(leaves);
    String coin = SettlementSamples.COIN.address();
    assertThat(folder.resolve("leaves.csv"))
        .hasContent(
            "account,token,token_id,cumulative,delta,previous,status,tree_index\n"
                + first
                + ","
                + coin
                + ",COIN,500,200,300,PAYABLE,"
                + tree.treeIndex(0)
                + "\n"
                + second
                + ","
                + coin
                + ",COIN,500,200,300,PAYABLE,"
                + tree.treeIndex(1)
                + "\n");
    assertThat(folder.resolve("held.csv"))
        .hasContent(
            "account_id,token_id,held,debt,status,reason\n"
                + "ada,COIN,5,0,HELD,\"audit, \"\"open\"\" since May\"\n"
                + "ada,GRAIN,0,7,PAYABLE,\n"
                + "bob,COIN,9,0,NO_ADDRESS,\n");
    assertThat(folder.resolve("tree.json"))
        .hasContent(
            "{\"format\":\"standard-v1\",\"leafEncoding\":[\"address\",\"address\",\"uint256\"],"
                + "\"tree\":[\""
                + hex(tree, 0)
                + "\",\""
                + hex(tree, 1)
                + "\",\""
                + hex(tree, 2)
                + "\"],\"values\":["
                + "{\"value\":[\""
                + first
                + "\",\""
                + coin
                + "\",\"500\"],\"treeIndex\":"
                + tree.treeIndex(0)
                + "},"
                + "{\"value\":[\""
                + second
                + "\",\""
                + coin
                + "\",\"500\"],\"treeIndex\":"
                + tree.treeIndex(1)
                + "}]}");
    String shard = "proofs/" + first.substring(2, 4).toLowerCase(Locale.ROOT) + ".json";
    assertThat(folder.resolve(shard))
        .content()
        .startsWith("{\"id\":\"2026-03-30-31337-" + SettlementSamples.DISTRIBUTOR)
        .endsWith(
            "\"root\":\""
                + hex(tree, 0)
                + "\",\"tree\":[{\"account\":\""
                + first
                + "\",\"reward\":\""
                + coin
                + "\",\"claimable\":\"500\",\"proof\":[\""
                + hex(tree, MerkleTree.sibling(tree.treeIndex(0)))
                + "\"]}]}");
    assertThat(result.root()).contains(hex(tree, 0));
    assertThat(result.leafCount()).isEqualTo(2);
    assertThat(result.files()).extracting(FileEntry::path).startsWith("held.csv", "leaves.csv");
  }

  @Test
  void theManifestSumsUpAndPinsEveryFile() throws IOException {
    Path folder = temp.resolve("many");
    List<SettlementLeaf> leaves = SettlementSamples.leaves(20);
    SettlementResult result =
        SettlementWriter.write(
            folder, SettlementSamples.settlement(SettlementSamples.first(), leaves));

    SettlementManifest manifest = SettlementCheck.manifest(folder);
    assertThat(manifest.leafCount()).isEqualTo(20);
    assertThat(manifest.root()).isEqualTo(result.root());
    assertThat(manifest.files()).isEqualTo(result.files());
    assertThat(manifest.asPrevious().manifestSha256()).isEqualTo(result.manifestSha256());
    BigInteger coins =
        leaves.stream()
            .filter(leaf -> leaf.leaf().token().equals(SettlementSamples.COIN.address()))
            .map(leaf -> leaf.leaf().cumulative())
            .reduce(BigInteger.ZERO, BigInteger::add);
    TokenTotals totals = manifest.totals().get(0);
    assertThat(totals.cumulative()).isEqualTo(coins);
    assertThat(totals.delta()).isEqualTo(coins);
    assertThat(totals.held()).isEqualTo(BigInteger.valueOf(14));
    assertThat(manifest.totals().get(1).debt()).isEqualTo(BigInteger.valueOf(7));
    assertThat(folder.resolve("manifest.sha256"))
        .hasContent(
            CanonicalJson.sha256(Files.readAllBytes(folder.resolve("manifest.json")))
                + "  manifest.json\n");
    assertThat(folder.resolve("manifest.json"))
        .content()
        .startsWith("{\"chainId\":\"31337\",\"closeDate\":\"2026-03-30\",")
        .contains("\"mode\":\"cumulative\"", "\"previousManifestSha256\":null")
        .doesNotContain(" ", "\n");
    assertThat(SettlementCheck.check(folder, Optional.empty())).isEmpty();
  }

  @Test
  void withoutLeavesThereIsNoTreeAndTheManifestSaysSo() {
    Path folder = temp.resolve("empty");
    SettlementResult result =
        SettlementWriter.write(
            folder,
            new Settlement(
                SettlementSamples.first(),
                Collections.emptyIterator(),
                Collections.emptyIterator()));
    assertThat(result.root()).isEmpty();
    assertThat(result.leafCount()).isZero();
    assertThat(folder.resolve("tree.json")).doesNotExist();
    assertThat(folder.resolve("proofs")).doesNotExist();
    assertThat(folder.resolve("manifest.json"))
        .content()
        .contains("\"leafCount\":\"0\"", "\"root\":null");
    assertThat(SettlementCheck.check(folder, Optional.empty())).isEmpty();
  }

  @Test
  void rowsOutOfOrderAndUnknownTokensAreRefused() {
    List<SettlementLeaf> leaves = SettlementSamples.leaves(2);
    List<SettlementLeaf> reversed = List.of(leaves.get(1), leaves.get(0));
    assertThatThrownBy(() -> write("reversed", reversed))
        .hasMessageContaining("Leaves must ascend by account and token");
    assertThatThrownBy(() -> write("doubled", List.of(leaves.get(0), leaves.get(0))))
        .hasMessageContaining("each pair once");
    SettlementLeaf foreign =
        new SettlementLeaf(
            new Leaf(
                SettlementSamples.address("ada"),
                SettlementSamples.address("token"),
                BigInteger.ONE),
            BigInteger.ZERO,
            PayoutStatus.PAYABLE);
    assertThatThrownBy(() -> write("foreign", List.of(foreign)))
        .hasMessageContaining("is none of this settlement's tokens");
  }

  @Test
  void aDecreaseIsRefused() {
    Leaf leaf =
        new Leaf(
            SettlementSamples.address("ada"),
            SettlementSamples.COIN.address(),
            BigInteger.valueOf(4));
    assertThatThrownBy(() -> new SettlementLeaf(leaf, BigInteger.valueOf(5), PayoutStatus.PAYABLE))
        .hasMessageContaining("would fall from 5 to 4")
        .hasMessageContaining("book the rest as a debt");
  }

  @Test
  void aFolderWithFilesIsRefused() throws IOException {
    Files.writeString(temp.resolve("old.txt"), "old");
    assertThatThrownBy(
            () ->
                SettlementWriter.write(
                    temp,
                    SettlementSamples.settlement(
                        SettlementSamples.first(), SettlementSamples.leaves(1))))
        .hasMessageContaining("already has files");
  }

  private void write(String name, List<SettlementLeaf> leaves) {
    SettlementWriter.write(
        temp.resolve(name), SettlementSamples.settlement(SettlementSamples.first(), leaves));
  }

  private static SettlementLeaf leaf(String account) {
    return new SettlementLeaf(
        new Leaf(account, SettlementSamples.COIN.address(), BigInteger.valueOf(500)),
        BigInteger.valueOf(300),
        PayoutStatus.PAYABLE);
  }

  private static MerkleTree tree(List<SettlementLeaf> leaves) {
    LeafColumns columns =
        new LeafColumns(List.of(SettlementSamples.COIN), DistributorKind.OPENZEPPELIN);
    leaves.forEach(columns::add);
    return MerkleTree.of(columns.hashes());
  }

  private static String hex(MerkleTree tree, int node) {
    return MerkleTree.hex(tree.node(node));
  }
}

package org.tributary.reports.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.run.CanonicalJson;

/** Vectors were made with {@code @openzeppelin/merkle-tree} 1.0.8. */
class MerkleTreeTest {
  private static final String TOKEN = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48";

  @Test
  void vectorAOfTwoAddressesAndAmounts() {
    MerkleTree tree =
        MerkleTree.of(
            concat(
                pairHash("0x" + "1".repeat(40), new BigInteger("5000000000000000000")),
                pairHash("0x" + "2".repeat(40), new BigInteger("2500000000000000000"))));
    assertThat(MerkleTree.hex(tree.root()))
        .isEqualTo("0xd4dee0beab2d53f2cc83e567171bd2820e49898130a22622b10ead383e90bd77");
    assertThat(tree.treeIndex(0)).isEqualTo(1);
    assertThat(tree.treeIndex(1)).isEqualTo(2);
    assertThat(MerkleTree.hex(tree.node(1)))
        .isEqualTo("0xeb02c421cfa48976e66dfb29120745909ea3a0f843456c263cf8f1253483e283");
    assertThat(MerkleTree.hex(tree.node(2)))
        .isEqualTo("0xb92c48e9d7abe27fd8dfd6b5dfdbfb1c9a463f80c712b66f3a5180a090cccafc");
  }

  @Test
  void vectorBOfThreeUrdLeaves() {
    MerkleTree tree =
        MerkleTree.of(
            concat(
                urdHash("1", BigInteger.ONE),
                urdHash("2", BigInteger.valueOf(1_000_000)),
                urdHash("3", BigInteger.TWO.pow(128))));
    assertThat(MerkleTree.hex(tree.root()))
        .isEqualTo("0xd46c45a48aeefdaacba30a766b1f6f9595c4add139068db977af250a9e42791e");
    assertThat(List.of(tree.treeIndex(0), tree.treeIndex(1), tree.treeIndex(2)))
        .containsExactly(2, 3, 4);
    assertThat(tree.proof(0).stream().map(MerkleTree::hex))
        .containsExactly("0x32436bd5f5df0b3cead8272878afa0355c90660932dbcd5ae8f87470fb22bb94");
  }

  @Test
  void vectorCOfOneLeafIsItsOwnRootWithoutProof() {
    MerkleTree tree = MerkleTree.of(pairHash("0x" + "1".repeat(40), BigInteger.ONE));
    assertThat(MerkleTree.hex(tree.root()))
        .isEqualTo("0x60648906e1a3f55dd188e992dc24db68c6b6d455fe925705f5e110ed7889ad90");
    assertThat(tree.treeIndex(0)).isZero();
    assertThat(tree.proof(0)).isEmpty();
    assertThat(MerkleTree.verify(tree.root(), tree.node(0), List.of())).isTrue();
  }

  @Test
  void vectorDOfTenThousandAndAHundredThousandLeaves() {
    assertThat(MerkleTree.hex(MerkleTree.of(generated(10_000)).root()))
        .isEqualTo("0x2a59b77225ee372d0d5ffe33252fc09e22662f26e29da892b6968ba8616b3cdc");
    assertThat(MerkleTree.hex(MerkleTree.of(generated(100_000)).root()))
        .isEqualTo("0x5c91af4d8dee0b69bb8fdf1de2797ca2d051f2d08da606ab9a41de77c142b9fa");
  }

  /** OpenZeppelin's library takes five minutes for it. */
  @Test
  void vectorDOfAMillionLeaves() {
    assertThat(MerkleTree.hex(MerkleTree.of(generated(1_000_000)).root()))
        .isEqualTo("0xe82d2bb15448a88e536463240ff2adfb4dd2cfd6e0703be8672330843eac41a7");
  }

  @Property(tries = 100)
  void everyProofLeadsToTheRootAndNoOtherDoes(@ForAll @IntRange(min = 1, max = 200) int leaves) {
    byte[] hashes = generated(leaves);
    MerkleTree tree = MerkleTree.of(hashes);
    for (int leaf = 0; leaf < leaves; leaf++) {
      byte[] hash = Arrays.copyOfRange(hashes, leaf * 32, leaf * 32 + 32);
      List<byte[]> proof = tree.proof(leaf);
      assertThat(tree.node(tree.treeIndex(leaf))).isEqualTo(hash);
      assertThat(MerkleTree.verify(tree.root(), hash, proof)).isTrue();
      if (!proof.isEmpty()) {
        assertThat(MerkleTree.verify(tree.root(), hash, proof.subList(1, proof.size()))).isFalse();
        proof.get(0)[7] ^= 1;
        assertThat(MerkleTree.verify(tree.root(), hash, proof)).isFalse();
      }
    }
  }

  @Property(tries = 100)
  void theOrderIsAscendingAndStableAlsoWithDoubles(
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 9) int kinds) {
    ByteBuffer hashes = ByteBuffer.allocate(count * 32);
    for (int i = 0; i < count; i++) {
      hashes.put(Keccak256.hash("kind" + (i * 31 % kinds)));
    }
    int[] order = HashOrder.ascending(hashes.array());
    for (int i = 1; i < count; i++) {
      int compared =
          Arrays.compareUnsigned(
              hashes.array(),
              order[i - 1] * 32,
              order[i - 1] * 32 + 32,
              hashes.array(),
              order[i] * 32,
              order[i] * 32 + 32);
      assertThat(compared < 0 || (compared == 0 && order[i - 1] < order[i])).isTrue();
    }
  }

  @Test
  void aTreeWithoutLeavesIsRefused() {
    assertThatThrownBy(() -> MerkleTree.of(new byte[0])).hasMessageContaining("not 0 bytes");
    assertThatThrownBy(() -> MerkleTree.of(new byte[33])).hasMessageContaining("not 33 bytes");
  }

  /** Address: first 20 bytes of SHA-256 of "a" and the number; amount: the next 8. */
  private static byte[] generated(int count) {
    ByteBuffer hashes = ByteBuffer.allocate(count * 32);
    for (int i = 0; i < count; i++) {
      byte[] sha = HexFormat.of().parseHex(CanonicalJson.sha256("a" + i));
      byte[] words = new byte[64];
      System.arraycopy(sha, 0, words, 12, 20);
      System.arraycopy(sha, 20, words, 56, 8);
      hashes.put(AbiWords.leafHash(words));
    }
    return hashes.array();
  }

  private static byte[] pairHash(String address, BigInteger amount) {
    byte[] words = new byte[2 * AbiWords.WORD];
    AbiWords.putAddress(words, 0, address);
    AbiWords.putUint256(words, 1, amount);
    return AbiWords.leafHash(words);
  }

  private static byte[] urdHash(String digit, BigInteger amount) {
    byte[] words = new byte[3 * AbiWords.WORD];
    AbiWords.putAddress(words, 0, Eip55.checksum("0x" + digit.repeat(40)));
    AbiWords.putAddress(words, 1, TOKEN);
    AbiWords.putUint256(words, 2, amount);
    return AbiWords.leafHash(words);
  }

  private static byte[] concat(byte[]... hashes) {
    ByteBuffer all = ByteBuffer.allocate(hashes.length * 32);
    Arrays.stream(hashes).forEach(all::put);
    return all.array();
  }
}

package org.tributary.reports.settlement;

import java.math.BigInteger;
import java.util.List;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.policy.DistributorKind;

/** How each kind of distributor hashes a leaf. */
final class LeafEncoding {
  private static final int ADDRESS = 20;

  private LeafEncoding() {}

  /** ABI types of what a leaf hashes, in order. */
  static List<String> types(DistributorKind kind) {
    return switch (kind) {
      case OPENZEPPELIN, URD, MERKL, TRANSFERS -> Leaf.TYPES;
      case ONEINCH -> List.of("address", "uint256");
      case UNISWAP -> List.of("uint256", "address", "uint256");
    };
  }

  /** Name of the tree's form. */
  static String format(DistributorKind kind) {
    return isStandard(kind) ? TreeDump.FORMAT : "layered-v1";
  }

  /** Whether the tree is OpenZeppelin's. */
  static boolean isStandard(DistributorKind kind) {
    return switch (kind) {
      case OPENZEPPELIN, URD, TRANSFERS -> true;
      case MERKL, ONEINCH, UNISWAP -> false;
    };
  }

  /**
   * Hash of a leaf with its cumulative amount, of every kind but Uniswap's, whose leaf has a number
   * that isn't known before all leaves are.
   */
  static byte[] hash(DistributorKind kind, Leaf leaf) {
    return switch (kind) {
      case OPENZEPPELIN, URD, TRANSFERS -> AbiWords.leafHash(AbiWords.encode(leaf));
      // 96 bytes can't pass for a node of 64, so one hash is safe here.
      case MERKL -> Keccak256.hash(AbiWords.encode(leaf));
      case ONEINCH -> Keccak256.hash(Eip55.bytes(leaf.account()), uint256(leaf.cumulative()));
      case UNISWAP -> new byte[MerkleTree.HASH];
    };
  }

  /** Uniswap's: {@code abi.encodePacked(uint256 index, address account, uint256 amount)}. */
  static byte[] oneShotHash(int index, String account, BigInteger amount) {
    byte[] packed = new byte[2 * AbiWords.WORD + ADDRESS];
    System.arraycopy(uint256(BigInteger.valueOf(index)), 0, packed, 0, AbiWords.WORD);
    System.arraycopy(Eip55.bytes(account), 0, packed, AbiWords.WORD, ADDRESS);
    System.arraycopy(uint256(amount), 0, packed, AbiWords.WORD + ADDRESS, AbiWords.WORD);
    return Keccak256.hash(packed);
  }

  private static byte[] uint256(BigInteger value) {
    byte[] word = new byte[AbiWords.WORD];
    AbiWords.putUint256(word, 0, value);
    return word;
  }
}

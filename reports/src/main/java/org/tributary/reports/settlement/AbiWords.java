package org.tributary.reports.settlement;

import java.math.BigInteger;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;

/**
 * The part of the <a href="https://docs.soliditylang.org/en/latest/abi-spec.html">contract ABI</a>
 * that leaves need: static values as words of 32 bytes, big-endian, padded with zeros in front.
 */
public final class AbiWords {
  /** Bytes of a word. */
  public static final int WORD = 32;

  private static final int UINT256_BITS = 256;

  private AbiWords() {}

  /** {@code abi.encode(address account, address token, uint256 cumulative)}: 96 bytes. */
  public static byte[] encode(Leaf leaf) {
    byte[] words = new byte[3 * WORD];
    putAddress(words, 0, leaf.account());
    putAddress(words, 1, leaf.token());
    putUint256(words, 2, leaf.cumulative());
    return words;
  }

  /**
   * Hash of a leaf in format {@code standard-v1}: Keccak-256 twice, so that no inner node, the hash
   * of 64 bytes, can pass for a leaf.
   */
  public static byte[] leafHash(byte[] encoded) {
    return Keccak256.hash(Keccak256.hash(encoded));
  }

  /** Puts an address into word {@code index} of {@code words}. */
  public static void putAddress(byte[] words, int index, String address) {
    byte[] bytes = Eip55.bytes(address);
    System.arraycopy(bytes, 0, words, (index + 1) * WORD - bytes.length, bytes.length);
  }

  /** Puts an unsigned integer into word {@code index} of {@code words}. */
  public static void putUint256(byte[] words, int index, BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > UINT256_BITS) {
      throw new IllegalArgumentException("Not a uint256: " + value);
    }
    byte[] bytes = value.toByteArray();
    int length = Math.min(bytes.length, WORD);
    System.arraycopy(bytes, bytes.length - length, words, (index + 1) * WORD - length, length);
  }
}

package org.tributary.schemas.chain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * Keccak-256 as Ethereum uses it: the Keccak submission with its original padding, not the later
 * SHA3-256 of FIPS 202.
 */
public final class Keccak256 {
  /** Bytes of a hash. */
  public static final int LENGTH = 32;

  /**
   * One for each thread: it starts anew after each hash, and making one costs as much as hashing.
   */
  private static final ThreadLocal<KeccakDigest> DIGEST =
      ThreadLocal.withInitial(() -> new KeccakDigest(LENGTH * Byte.SIZE));

  private Keccak256() {}

  /** Hash of {@code parts}, one after the other: {@value #LENGTH} bytes. */
  public static byte[] hash(byte[]... parts) {
    KeccakDigest digest = DIGEST.get();
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[LENGTH];
    digest.doFinal(hash, 0);
    return hash;
  }

  /** Hash of the UTF-8 bytes of {@code text}: {@value #LENGTH} bytes. */
  public static byte[] hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Hashes pairs of hashes without an object per pair; one thread only. */
  public static final class Pairs {
    private final KeccakDigest digest = new KeccakDigest(LENGTH * Byte.SIZE);

    /**
     * Puts the hash of two hashes of {@code source}, the smaller first, into {@code target}. A
     * digest starts anew after each hash.
     */
    public void hashSorted(byte[] source, int a, int b, byte[] target, int at) {
      boolean inOrder = Arrays.compareUnsigned(source, a, a + LENGTH, source, b, b + LENGTH) <= 0;
      digest.update(source, inOrder ? a : b, LENGTH);
      digest.update(source, inOrder ? b : a, LENGTH);
      digest.doFinal(target, at);
    }
  }
}

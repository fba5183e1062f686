package org.tributary.reports.approval;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.custom.sec.SecP256K1Curve;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;

/**
 * Signatures as Ethereum accounts make them: ECDSA over secp256k1, deterministic (RFC 6979 with
 * SHA-256), the lower of the two values of s.
 */
public final class Secp256k1 {
  private static final SecP256K1Curve CURVE = new SecP256K1Curve();
  private static final ECDomainParameters DOMAIN =
      new ECDomainParameters(
          CURVE,
          CURVE.decodePoint(
              HexFormat.of()
                  .parseHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")),
          CURVE.getOrder(),
          CURVE.getCofactor());

  static final BigInteger ORDER = CURVE.getOrder();
  static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  private Secp256k1() {}

  /** Signs a hash of 32 bytes: the same key and hash always give the same signature. */
  static Signature sign(BigInteger key, byte[] digest) {
    requireDigest(digest);
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(key, DOMAIN));
    BigInteger[] pair = signer.generateSignature(digest);
    BigInteger s = pair[1].compareTo(HALF_ORDER) > 0 ? ORDER.subtract(pair[1]) : pair[1];
    String address = address(key);
    for (int parity = 0; parity < 2; parity++) {
      Signature signature = Signature.of(pair[0], s, parity);
      if (recover(digest, signature).equals(address)) {
        return signature;
      }
    }
    throw new IllegalStateException("A signature must recover to its key");
  }

  /**
   * Address of the key that signed {@code digest}, as {@code ecrecover} gives it.
   *
   * @throws IllegalArgumentException if no key can have made the signature
   */
  public static String recover(byte[] digest, Signature signature) {
    requireDigest(digest);
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + signature.parity());
    byte[] r = signature.r().toByteArray();
    int length = Math.min(r.length, 32);
    System.arraycopy(r, r.length - length, compressed, 33 - length, length);
    // r above the field's prime less the order would need a third and fourth v: none is ever made.
    ECPoint point = CURVE.decodePoint(compressed);
    BigInteger inverse = signature.r().modInverse(ORDER);
    BigInteger hash = new BigInteger(1, digest);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(
            DOMAIN.getG(),
            hash.negate().multiply(inverse).mod(ORDER),
            point,
            signature.s().multiply(inverse).mod(ORDER));
    if (key.isInfinity()) {
      throw new IllegalArgumentException("no key can have made the signature");
    }
    return address(key);
  }

  /** Address of the account of a private key. */
  static String address(BigInteger key) {
    return address(DOMAIN.getG().multiply(key));
  }

  private static String address(ECPoint publicKey) {
    byte[] encoded = publicKey.normalize().getEncoded(false);
    byte[] hash = Keccak256.hash(Arrays.copyOfRange(encoded, 1, encoded.length));
    return Eip55.of(Arrays.copyOfRange(hash, 12, hash.length));
  }

  private static void requireDigest(byte[] digest) {
    if (digest.length != Keccak256.LENGTH) {
      throw new IllegalArgumentException("32 bytes are signed, not " + digest.length);
    }
  }
}

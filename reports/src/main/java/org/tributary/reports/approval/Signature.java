package org.tributary.reports.approval;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An ECDSA signature over secp256k1, as Ethereum writes it: r, s and v in 65 bytes.
 *
 * @param r first half
 * @param s second half, in the lower half of the group's order: its mirror image signs the same,
 *     and one approval must have one text
 * @param v 27 or 28: which of two keys it recovers to
 */
public record Signature(BigInteger r, BigInteger s, int v) {
  private static final Pattern FORM = Pattern.compile("0x[0-9a-fA-F]{130}");
  private static final int FIRST_V = 27;

  public Signature {
    if (r.signum() <= 0 || r.compareTo(Secp256k1.ORDER) >= 0) {
      throw new IllegalArgumentException("r of a signature lies outside of the curve's order");
    }
    if (s.signum() <= 0 || s.compareTo(Secp256k1.HALF_ORDER) > 0) {
      throw new IllegalArgumentException(
          "s of a signature must lie in the lower half of the curve's order (EIP-2)");
    }
    if (v != FIRST_V && v != FIRST_V + 1) {
      throw new IllegalArgumentException("v of a signature must be 27 or 28, not " + v);
    }
  }

  /** Which of two points has {@link #r}: 0 or 1. */
  int parity() {
    return v - FIRST_V;
  }

  static Signature of(BigInteger r, BigInteger s, int parity) {
    return new Signature(r, s, FIRST_V + parity);
  }

  /**
   * The signature of 65 bytes, as a wallet gives it.
   *
   * @throws IllegalArgumentException if it has another form, or isn't the one with the lower s
   */
  public static Signature parse(String hex) {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "a signature is 0x and 130 hex digits (r, s, v), as wallets give it");
    }
    byte[] bytes = HexFormat.of().parseHex(hex, 2, hex.length());
    int v = bytes[64] & 0xff;
    // Some wallets say 0 or 1 where Ethereum says 27 or 28.
    return new Signature(
        new BigInteger(1, bytes, 0, 32), new BigInteger(1, bytes, 32, 32), v < 2 ? v + FIRST_V : v);
  }

  /** {@code 0x} and 130 lower-case hex digits. */
  public String hex() {
    byte[] bytes = new byte[65];
    put(bytes, 0, r);
    put(bytes, 32, s);
    bytes[64] = (byte) v;
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private static void put(byte[] bytes, int from, BigInteger value) {
    byte[] magnitude = value.toByteArray();
    int length = Math.min(magnitude.length, 32);
    System.arraycopy(magnitude, magnitude.length - length, bytes, from + 32 - length, length);
  }
}

package org.tributary.sample;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;

/**
 * Payout addresses of the sample world: the last 20 bytes of the Keccak-256 of a name, so nobody
 * has their keys. Never send anything there.
 */
final class Addresses {
  private static final int ADDRESS_BYTES = 20;

  private Addresses() {}

  /** The address of a name, with its EIP-55 checksum. */
  static String of(String name) {
    byte[] text = ("tributary sample world/" + name).getBytes(StandardCharsets.UTF_8);
    byte[] hash = Keccak256.hash(text);
    return Eip55.of(Arrays.copyOfRange(hash, hash.length - ADDRESS_BYTES, hash.length));
  }

  /** The address with the case of its first letter turned, so with a wrong checksum. */
  static String mistyped(String address) {
    for (int i = 2; i < address.length(); i++) {
      String letter = address.substring(i, i + 1);
      String turned =
          Character.isUpperCase(address.charAt(i))
              ? letter.toLowerCase(Locale.ROOT)
              : letter.toUpperCase(Locale.ROOT);
      if (!turned.equals(letter)) {
        return address.substring(0, i) + turned + address.substring(i + 1);
      }
    }
    throw new IllegalArgumentException("No letter in " + address);
  }
}

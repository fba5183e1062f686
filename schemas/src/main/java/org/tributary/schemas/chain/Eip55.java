package org.tributary.schemas.chain;

import java.util.HexFormat;
import java.util.Locale;

/**
 * Addresses with the checksum of <a href="https://eips.ethereum.org/EIPS/eip-55">EIP-55</a>: a hex
 * letter is upper case where the Keccak-256 of the lower-case hex text has a digit of 8 or more.
 */
public final class Eip55 {
  /** Address that nobody owns: what is sent there is lost. */
  public static final String ZERO = "0x" + "0".repeat(40);

  private static final int LENGTH = 42;
  private static final int BYTES = 20;

  private Eip55() {}

  /** Whether {@code text} is {@code 0x} and 40 hex digits, whatever their case. */
  public static boolean hasForm(String text) {
    if (text.length() != LENGTH || text.charAt(0) != '0' || text.charAt(1) != 'x') {
      return false;
    }
    for (int i = 2; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!digit) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether {@code text} is an address with the right checksum. One in a single case has none: it
   * is valid only where it has no letters, or by chance.
   */
  public static boolean isValid(String text) {
    return hasForm(text) && checksum(text).equals(text);
  }

  /** Whether {@code text} is an address written in one case only, so without any checksum. */
  public static boolean isWithoutChecksum(String text) {
    if (!hasForm(text)) {
      return false;
    }
    String digits = text.substring(2);
    return digits.equals(digits.toLowerCase(Locale.ROOT))
        || digits.equals(digits.toUpperCase(Locale.ROOT));
  }

  /**
   * The address with its checksum, from any case; the case of {@code address} is not checked.
   *
   * @throws IllegalArgumentException if {@code address} isn't {@code 0x} and 40 hex digits
   */
  public static String checksum(String address) {
    requireForm(address);
    String digits = address.substring(2).toLowerCase(Locale.ROOT);
    byte[] hash = Keccak256.hash(digits);
    char[] mixed = address.toCharArray();
    for (int i = 0; i < digits.length(); i++) {
      int nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2];
      char digit = digits.charAt(i);
      mixed[i + 2] = (nibble & 8) != 0 ? Character.toUpperCase(digit) : digit;
    }
    return new String(mixed);
  }

  /** The address of 20 bytes, with its checksum. */
  public static String of(byte[] address) {
    if (address.length != BYTES) {
      throw new IllegalArgumentException("An address has 20 bytes, not " + address.length);
    }
    return checksum("0x" + HexFormat.of().formatHex(address));
  }

  /** The 20 bytes of an address. */
  public static byte[] bytes(String address) {
    requireForm(address);
    return HexFormat.of().parseHex(address, 2, address.length());
  }

  /**
   * The address with its checksum, from one with the right checksum or from one in a single case,
   * which has none that could be wrong.
   *
   * @throws IllegalArgumentException if it is no address, or its checksum is wrong
   */
  public static String normalize(String address) {
    requireForm(address);
    if (!isValid(address) && !isWithoutChecksum(address)) {
      throw new IllegalArgumentException(
          "The EIP-55 checksum of "
              + address
              + " is wrong: at least one digit or the case of a letter is mistyped. Copy the"
              + " address again from where it is shown.");
    }
    return checksum(address);
  }

  private static void requireForm(String address) {
    if (!hasForm(address)) {
      throw new IllegalArgumentException(
          "An address is 0x and 40 hex digits, not \"" + address + "\"");
    }
  }
}

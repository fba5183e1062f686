package org.tributary.reports.settlement;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import org.tributary.schemas.chain.Eip55;

/**
 * What one address may have claimed of one token in total, over all time: the leaf that a Morpho
 * URD distributor verifies, {@code abi.encode(account, reward, claimable)}.
 *
 * @param account EIP-55 address that is paid
 * @param token EIP-55 address of the token contract
 * @param cumulative base units, from 1 to {@link #MAX_CUMULATIVE}
 */
public record Leaf(String account, String token, BigInteger cumulative) {
  /** ABI types of a leaf's values, as a dump names them. */
  public static final List<String> TYPES = List.of("address", "address", "uint256");

  /** Largest amount that a table's DECIMAL(38,0) holds. */
  public static final BigInteger MAX_CUMULATIVE = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

  /** The order of every exported file: by account, then by token, as unsigned bytes. */
  public static final Comparator<Leaf> ORDER =
      Comparator.comparing(Leaf::account, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(Leaf::token, String.CASE_INSENSITIVE_ORDER);

  public Leaf {
    requireChecksum("account", account);
    requireChecksum("token", token);
    if (cumulative.signum() <= 0 || cumulative.compareTo(MAX_CUMULATIVE) > 0) {
      throw new IllegalArgumentException(
          "The cumulative amount of "
              + account
              + " in "
              + token
              + " must lie between 1 and 10^38 - 1, not "
              + cumulative);
    }
  }

  private static void requireChecksum(String what, String address) {
    if (!Eip55.isValid(address)) {
      throw new IllegalArgumentException(
          "The " + what + " of a leaf must be an EIP-55 address, not \"" + address + "\"");
    }
  }
}

package org.tributary.reports.settlement;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What one account's claims differ from its balance: what is held back, or what it owes.
 *
 * @param accountId payee
 * @param tokenId token
 * @param held part of the balance that isn't claimable, base units
 * @param debt what was made claimable beyond the balance, base units; netted against later earnings
 * @param status why
 * @param reason of the hold or block, empty where there is none
 */
public record HeldAmount(
    String accountId,
    String tokenId,
    BigInteger held,
    BigInteger debt,
    PayoutStatus status,
    String reason) {
  /** The order of {@code held.csv}: by account, then by token, as UTF-8 bytes, as Spark sorts. */
  public static final Comparator<HeldAmount> ORDER =
      Comparator.comparing((HeldAmount row) -> utf8(row.accountId()), Arrays::compareUnsigned)
          .thenComparing(row -> utf8(row.tokenId()), Arrays::compareUnsigned);

  public HeldAmount {
    boolean negative = held.signum() < 0 || debt.signum() < 0;
    if (negative || held.signum() + debt.signum() != 1) {
      throw new IllegalArgumentException(
          "Account "
              + accountId
              + " must either be held something or owe something in "
              + tokenId
              + ", not held "
              + held
              + " and debt "
              + debt);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

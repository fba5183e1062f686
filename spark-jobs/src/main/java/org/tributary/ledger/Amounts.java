package org.tributary.ledger;

import java.math.BigInteger;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Bounds of an amount: what {@code DECIMAL(38,0)} holds. */
public final class Amounts {
  /** The largest amount, 10^38 - 1. */
  public static final BigInteger MAX = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

  private Amounts() {}

  /**
   * The amount itself.
   *
   * @param what names the amount in the message
   * @throws TributaryException with {@link ErrorCode#ARITHMETIC} if it has more than 38 digits
   */
  public static BigInteger requireWithinBounds(BigInteger amount, String what) {
    if (amount.abs().compareTo(MAX) > 0) {
      throw TributaryException.of(
          ErrorCode.ARITHMETIC,
          "%s is %s: an amount has at most 38 digits. Check the fees of that date, or give the"
              + " token fewer decimals under a new token id.",
          what,
          amount);
    }
    return amount;
  }

  /** The amount itself, where it is not negative and within bounds. */
  public static BigInteger requireIncome(BigInteger amount, String what) {
    if (amount.signum() < 0) {
      throw TributaryException.of(
          ErrorCode.ARITHMETIC, "%s is %s: what comes in can't be negative", what, amount);
    }
    return requireWithinBounds(amount, what);
  }
}

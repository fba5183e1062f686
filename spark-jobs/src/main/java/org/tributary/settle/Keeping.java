package org.tributary.settle;

import java.math.BigInteger;
import java.util.Optional;
import org.tributary.ledger.KeptFor;

/**
 * A reason in force on the close date to keep money of a payee back.
 *
 * @param reason for people
 * @param amount how much it keeps, base units; empty: all that there is
 */
record Keeping(KeptFor why, String reason, Optional<BigInteger> amount) {
  static Keeping whole(KeptFor why, String reason) {
    return new Keeping(why, reason, Optional.empty());
  }

  static Keeping of(KeptFor why, String reason, BigInteger amount) {
    return new Keeping(why, reason, Optional.of(amount));
  }
}

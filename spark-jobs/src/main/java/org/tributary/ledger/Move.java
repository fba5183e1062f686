package org.tributary.ledger;

import java.math.BigInteger;
import java.util.Optional;

/**
 * An amount that goes from one account to another; in the ledger two entries that sum to zero.
 *
 * @param amount base units, positive
 * @param corrects transaction that it undoes, where it does
 */
public record Move(
    Account from, Account to, BigInteger amount, Reason reason, Optional<String> corrects) {
  public Move {
    if (amount.signum() <= 0 || from.equals(to)) {
      throw new IllegalArgumentException(
          "A move goes between two accounts and is positive, not "
              + amount
              + " from "
              + from.text()
              + " to "
              + to.text());
    }
  }
}

package org.tributary.settle;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What was kept back of a payee before the run, for one reason.
 *
 * @param amount base units
 * @param transactionId the transaction that kept money back last
 */
record Stock(BigInteger amount, Optional<String> transactionId) {
  static final Stock NONE = new Stock(BigInteger.ZERO, Optional.empty());
}

package org.tributary.settle;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import org.tributary.ledger.Account;

/**
 * Who gets what waits on a suspense account: a row of table {@code suspense_decisions}.
 *
 * @param validFrom first close date that goes by it
 * @param from the suspense account
 * @param to who gets it
 * @param amount base units; empty: all that stands there on the first night from validFrom on
 */
record SuspenseDecision(
    String decisionId,
    LocalDate validFrom,
    Account from,
    String tokenId,
    Account to,
    Optional<BigInteger> amount) {
  /** The order in which decisions take what there is. */
  static final Comparator<SuspenseDecision> ORDER =
      Comparator.comparing(SuspenseDecision::validFrom).thenComparing(SuspenseDecision::decisionId);
}

package org.tributary.reports.payout;

import java.math.BigInteger;
import java.util.List;

/**
 * One payee's account in one token, base units: {@code opening + earned + restated + capped +
 * released - held - paid = closing}.
 *
 * @param opening carried forward from the run before; negative: a debt
 * @param earned posted by the run for new log dates
 * @param restated posted by the run for log dates that had postings already; may be negative
 * @param capped what a redistributing cap gives in this run; negative: takes
 * @param released kept back before and not any more
 * @param held kept back by this run
 * @param paid what the run adds to the settlement
 * @param closing carried forward to the next run
 * @param reserved all that is kept back after the run
 * @param claimable cumulative amount in the settlement after the run
 */
public record Balances(
    BigInteger opening,
    BigInteger earned,
    BigInteger restated,
    BigInteger capped,
    BigInteger released,
    BigInteger held,
    BigInteger paid,
    BigInteger closing,
    BigInteger reserved,
    BigInteger claimable) {
  /** Column names, in the order of {@link #values}. */
  public static final List<String> COLUMNS =
      List.of(
          "opening",
          "earned",
          "restated",
          "capped",
          "released",
          "held",
          "paid",
          "closing",
          "reserved",
          "claimable");

  public List<BigInteger> values() {
    return List.of(
        opening, earned, restated, capped, released, held, paid, closing, reserved, claimable);
  }

  /** The balances whose {@link #values} these are. */
  public static Balances of(List<BigInteger> values) {
    if (values.size() != COLUMNS.size()) {
      throw new IllegalArgumentException(
          "Balances are " + COLUMNS.size() + " amounts, not " + values.size());
    }
    return new Balances(
        values.get(0),
        values.get(1),
        values.get(2),
        values.get(3),
        values.get(4),
        values.get(5),
        values.get(6),
        values.get(7),
        values.get(8),
        values.get(9));
  }

  /** What the other amounts make of the opening balance. */
  public BigInteger computedClosing() {
    return opening
        .add(earned)
        .add(restated)
        .add(capped)
        .add(released)
        .subtract(held)
        .subtract(paid);
  }

  /** All that is kept back before the run. */
  public BigInteger reservedBefore() {
    return reserved.subtract(held).add(released);
  }

  /** All that is earned to date: carried forward, kept back or made claimable. */
  public BigInteger toDate() {
    return closing.add(reserved).add(claimable);
  }

  /** As {@link #toDate}, before the run. */
  public BigInteger toDateBefore() {
    return opening.add(reservedBefore()).add(claimable.subtract(paid));
  }

  /** Earned, but not in the settlement. */
  public BigInteger waiting() {
    return closing.max(BigInteger.ZERO).add(reserved);
  }

  /** In the settlement, but not earned any more: later earnings pay it off. */
  public BigInteger debt() {
    return closing.negate().max(BigInteger.ZERO);
  }
}

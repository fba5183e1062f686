package org.tributary.reports.payout;

import java.math.BigInteger;
import java.util.List;

/**
 * One payee's account in one token, base units: {@code closing = opening + earned + restated =
 * claimable + held - debt}.
 *
 * @param opening cumulative balance before the run
 * @param earned posted by the run for new log dates
 * @param restated posted by the run for log dates that had postings already; may be negative
 * @param closing cumulative balance after the run
 * @param claimable cumulative amount in the settlement after the run
 * @param paid what the run adds to the settlement
 * @param held closing - claimable where positive
 * @param debt claimable - closing where positive
 */
public record Balances(
    BigInteger opening,
    BigInteger earned,
    BigInteger restated,
    BigInteger closing,
    BigInteger claimable,
    BigInteger paid,
    BigInteger held,
    BigInteger debt) {
  /** Column names, in the order of {@link #values}. */
  public static final List<String> COLUMNS =
      List.of("opening", "earned", "restated", "closing", "claimable", "paid", "held", "debt");

  public List<BigInteger> values() {
    return List.of(opening, earned, restated, closing, claimable, paid, held, debt);
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
        values.get(7));
  }
}

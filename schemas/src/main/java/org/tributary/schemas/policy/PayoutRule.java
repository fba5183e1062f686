package org.tributary.schemas.policy;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Map;

/**
 * How balances are paid: block {@code payout} of a policy. The policy in force on the close date
 * decides; of a cap that redistributes, the one in force on the log date.
 *
 * @param coolDownDays days from the start of a changed payout address in which nothing is paid
 * @param cap what becomes of pay above the cap
 * @param period period of the cap
 * @param capAmounts the cap by token id, base units; a token that isn't named has none
 * @param selfDealing what becomes of pay for which the payee, or somebody affiliated, paid the fee
 * @param unpaidFees what becomes of pay whose fee hasn't been received
 */
public record PayoutRule(
    int coolDownDays,
    Excess cap,
    Period period,
    Map<String, BigInteger> capAmounts,
    Handling selfDealing,
    Handling unpaidFees)
    implements Serializable {
  /** Pays every balance in full. */
  public static final PayoutRule PLAIN =
      new PayoutRule(0, Excess.NONE, Period.MONTH, Map.of(), Handling.PAY, Handling.PAY);

  public PayoutRule {
    capAmounts = Map.copyOf(capAmounts);
  }

  /** What becomes of pay above the cap. */
  public enum Excess {
    /** There is no cap. */
    NONE,
    /** It is kept and paid in later periods. */
    CARRY,
    /** Once the period is over, it goes to the other contributors of the period. */
    REDISTRIBUTE
  }

  /** Calendar period of a cap, UTC. */
  public enum Period {
    DAY,
    MONTH
  }

  /** What becomes of pay that needs a look. */
  public enum Handling {
    PAY,
    HOLD
  }
}

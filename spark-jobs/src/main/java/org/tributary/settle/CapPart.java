package org.tributary.settle;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.ledger.Account;
import org.tributary.ledger.PeriodCap;

/**
 * The part of a cap's period that is under one policy. What is above the cap goes to others only as
 * far as it is payable: money that a hold, self-dealing or an unpaid fee keeps back may never be
 * paid to anybody, and what was given away doesn't come back.
 *
 * <p>The parts of a period share one allowance: what a payee had of it under an earlier policy, it
 * doesn't get again under the next.
 *
 * @param cap most that a payee gets in the period, under the policy of this part
 */
record CapPart(Map<String, Earned> accounts, BigInteger cap) {
  /** Where what nobody has room for waits. */
  static final Account LEFT = new Account.Suspense("cap");

  /**
   * What one account has in the part.
   *
   * @param amount earned, not negative
   * @param disputed what of it is kept back for its own sake, at most all of it
   * @param shut whether all of the account is kept back
   * @param moved what earlier runs moved here, negative: away
   */
  record Earned(BigInteger amount, BigInteger disputed, boolean shut, BigInteger moved) {
    static final Earned NOTHING =
        new Earned(BigInteger.ZERO, BigInteger.ZERO, false, BigInteger.ZERO);

    Earned plus(Earned other) {
      return new Earned(
          amount.add(other.amount),
          disputed.add(other.disputed),
          shut || other.shut,
          moved.add(other.moved));
    }

    private BigInteger payable() {
      return shut ? BigInteger.ZERO : amount.subtract(disputed).max(BigInteger.ZERO);
    }

    /**
     * What takes part in the cap where a payee has {@code room}. What was given away before a
     * reason to keep money back arose stays given: taking it back would make debtors of people who
     * have nothing to do with it.
     */
    private BigInteger counted(BigInteger room) {
      BigInteger away = moved.negate().max(BigInteger.ZERO);
      return payable().max(amount.min(room.add(away)));
    }
  }

  /**
   * What becomes of a part.
   *
   * @param moves by account, what the cap gives or takes in all; they sum to zero
   * @param kept by account, what the cap keeps back until the period is over
   * @param doubtful by account, what of a gain was divided by disputed pay
   * @param used by account, what it has had of the period's allowance, this part included
   */
  record Result(
      SortedMap<String, BigInteger> moves,
      SortedMap<String, BigInteger> kept,
      SortedMap<String, BigInteger> doubtful,
      Map<String, BigInteger> used) {}

  /**
   * The part of a period that is over.
   *
   * @param used what accounts had in earlier parts
   */
  Result over(Map<String, BigInteger> used) {
    Map<String, BigInteger> counted = new TreeMap<>();
    accounts.forEach(
        (account, earned) -> {
          if (!account.equals(LEFT.text())) {
            counted.put(account, earned.counted(room(account, used)));
          }
        });
    PeriodCap.Capped capped = PeriodCap.redistribute(counted, account -> room(account, used));
    Result result = result(used);
    capped
        .amounts()
        .forEach(
            (account, amount) -> {
              BigInteger gain = amount.subtract(counted.get(account));
              result.moves.put(account, gain);
              result.used.merge(account, amount, BigInteger::add);
              if (gain.signum() > 0) {
                putPositive(result.doubtful, account, doubtful(accounts.get(account), gain));
              }
            });
    result.moves.put(LEFT.text(), capped.left());
    return result;
  }

  /** The part of a period that isn't over: what is above the cap waits. */
  Result running(Map<String, BigInteger> used) {
    Result result = result(used);
    accounts.forEach(
        (account, earned) -> {
          BigInteger room = room(account, used);
          putPositive(result.kept, account, earned.payable().subtract(room));
          result.used.merge(account, earned.payable().min(room), BigInteger::add);
        });
    return result;
  }

  /** A gain is divided by what was earned: what disputed pay brought is as disputed, rounded up. */
  private static BigInteger doubtful(Earned earned, BigInteger gain) {
    return gain.multiply(earned.disputed())
        .add(earned.amount())
        .subtract(BigInteger.ONE)
        .divide(earned.amount());
  }

  private BigInteger room(String account, Map<String, BigInteger> used) {
    return cap.subtract(used.getOrDefault(account, BigInteger.ZERO)).max(BigInteger.ZERO);
  }

  private static Result result(Map<String, BigInteger> used) {
    return new Result(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new HashMap<>(used));
  }

  private static void putPositive(
      Map<String, BigInteger> amounts, String account, BigInteger amount) {
    if (amount.signum() > 0) {
      amounts.put(account, amount);
    }
  }
}

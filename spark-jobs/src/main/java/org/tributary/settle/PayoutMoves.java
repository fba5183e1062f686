package org.tributary.settle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tributary.ledger.Account;
import org.tributary.ledger.KeptFor;
import org.tributary.ledger.Move;
import org.tributary.ledger.Reason;

/**
 * What a run moves between a payee's accounts: the difference of what is kept back, and what is
 * paid.
 *
 * @param released what comes out of accounts that keep money back
 * @param held what goes into them
 */
record PayoutMoves(List<Move> moves, BigInteger released, BigInteger held) {
  static PayoutMoves of(PayeeAccount payee, KeptAmounts kept, BigInteger paid) {
    Account balance = new Account.Payee(payee.accountId());
    List<Move> moves = new ArrayList<>();
    refund(payee, balance).ifPresent(moves::add);
    BigInteger released = BigInteger.ZERO;
    BigInteger held = BigInteger.ZERO;
    // What a correction takes back comes out of what is kept back first.
    BigInteger takenBack = payee.restated().negate().max(BigInteger.ZERO);
    for (KeptFor why : KeptFor.values()) {
      Account reserve = new Account.Kept(why, payee.accountId());
      Stock before = payee.keptBefore(why);
      BigInteger change = kept.of(why).subtract(before.amount());
      if (change.signum() > 0) {
        moves.add(new Move(balance, reserve, change, why.reason(), Optional.empty()));
        held = held.add(change);
      } else if (change.signum() < 0) {
        BigInteger out = change.negate();
        BigInteger clawback = out.min(takenBack);
        takenBack = takenBack.subtract(clawback);
        add(moves, reserve, balance, clawback, Reason.CLAWBACK, before);
        add(moves, reserve, balance, out.subtract(clawback), Reason.RELEASED, before);
        released = released.add(out);
      }
    }
    if (paid.signum() > 0) {
      Account payable = new Account.Payable(payee.accountId());
      moves.add(new Move(balance, payable, paid, Reason.PAID, Optional.empty()));
    }
    return new PayoutMoves(moves, released, held);
  }

  /** What stands on the payer's account joins the balance, or comes off it again. */
  private static Optional<Move> refund(PayeeAccount payee, Account balance) {
    Account payer = new Account.Payer(payee.accountId());
    BigInteger amount = payee.refund();
    return switch (amount.signum()) {
      case 1 -> Optional.of(new Move(payer, balance, amount, Reason.REFUNDED, Optional.empty()));
      case -1 ->
          Optional.of(new Move(balance, payer, amount.negate(), Reason.REFUNDED, Optional.empty()));
      default -> Optional.empty();
    };
  }

  private static void add(
      List<Move> moves,
      Account reserve,
      Account balance,
      BigInteger amount,
      Reason reason,
      Stock before) {
    if (amount.signum() > 0) {
      moves.add(new Move(reserve, balance, amount, reason, before.transactionId()));
    }
  }
}

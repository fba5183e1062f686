package org.tributary.books;

import java.math.BigInteger;
import java.util.List;

/**
 * What stands on the ledger, by kind of account: per token the debits equal the credits.
 *
 * @param lines by token and kind
 * @param findings what is wrong, a sentence each; empty where the ledger balances
 */
public record TrialBalance(List<Line> lines, List<String> findings) {
  public TrialBalance {
    lines = List.copyOf(lines);
    findings = List.copyOf(findings);
  }

  /**
   * Accounts of one kind in one token.
   *
   * @param kind e.g. {@code payee}, {@code kept:HOLD}, {@code payable}, {@code revenue:fee}
   * @param accounts how many have had entries
   * @param debit sum of the balances below zero, as a positive number
   * @param credit sum of the balances above zero
   */
  public record Line(
      String tokenId, String kind, long accounts, BigInteger debit, BigInteger credit) {}
}

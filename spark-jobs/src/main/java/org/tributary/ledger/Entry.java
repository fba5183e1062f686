package org.tributary.ledger;

import java.math.BigInteger;

/**
 * One posting.
 *
 * @param entryId SHA-256 of run, log date, token, account, role, model and datanet
 * @param key what it is about
 * @param amount base units, never zero; credits positive, revenue negative
 */
public record Entry(String entryId, EntryKey key, BigInteger amount) {
  public Entry {
    if (amount.signum() == 0) {
      throw new IllegalArgumentException("An entry of zero says nothing: " + key);
    }
  }
}

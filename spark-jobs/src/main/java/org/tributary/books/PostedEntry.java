package org.tributary.books;

import java.math.BigInteger;
import org.tributary.ledger.Account;
import org.tributary.ledger.Reason;

/**
 * An entry of the ledger, as far as statements need it.
 *
 * @param amount base units; credits positive
 */
public record PostedEntry(
    String runId, String tokenId, Account account, BigInteger amount, Reason reason) {}

/**
 * Accounts, entries and exact division: the part of the money that knows no tables.
 *
 * <p>Start with {@link org.tributary.ledger.LargestRemainder} (how an amount is divided) and {@link
 * org.tributary.ledger.Transaction} (what a night posts).
 */
package org.tributary.ledger;

/**
 * What the ledger says by itself: a trial balance, and every payee's statement rebuilt from
 * entries.
 *
 * <p>Start with {@link org.tributary.books.Books}; {@link org.tributary.books.Statements} is the
 * pure core.
 */
package org.tributary.books;

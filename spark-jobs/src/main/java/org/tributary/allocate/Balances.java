package org.tributary.allocate;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tributary.ledger.EntryKey;
import org.tributary.ledger.Transaction;
import org.tributary.schemas.policy.Role;

/** What one log date should have in one token, and what is posted for it: both by entry key. */
final class Balances {
  private final Map<EntryKey, BigInteger> recomputed = new HashMap<>();
  private final Map<EntryKey, BigInteger> posted = new HashMap<>();
  private Optional<String> first = Optional.empty();

  /** Adds entitlements, and the revenue that stands against them. */
  void entitled(EntryKey key, SourceKind kind, BigInteger amount) {
    recomputed.merge(key, amount, BigInteger::add);
    EntryKey revenue =
        new EntryKey(kind.revenue(), Role.REVENUE, Optional.empty(), Optional.empty());
    recomputed.merge(revenue, amount.negate(), BigInteger::add);
  }

  /** Adds an entry of the ledger. */
  void posted(EntryKey key, BigInteger amount) {
    posted.merge(key, amount, BigInteger::add);
  }

  /** Names the transaction that posted the date first: it is what a later one corrects. */
  void first(String transactionId) {
    first = Optional.of(transactionId);
  }

  /** What is left to post. */
  Transaction difference(Transaction.Id id) {
    return Transaction.difference(id, recomputed, posted, first);
  }
}

package org.tributary.ledger;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * All that one run posts for one log date in one token. Its entries sum to zero.
 *
 * @param id whose it is
 * @param reason the same for all its entries
 * @param corrects hash of the first transaction of the date and token, where this is a later one
 * @param entries in the order of {@link EntryKey#ORDER}
 */
public record Transaction(Id id, Reason reason, Optional<String> corrects, List<Entry> entries) {
  public Transaction {
    entries = List.copyOf(entries);
    BigInteger sum = entries.stream().map(Entry::amount).reduce(BigInteger.ZERO, BigInteger::add);
    if (sum.signum() != 0) {
      throw TributaryException.of(
          ErrorCode.ARITHMETIC,
          "The entries of run %s for %s in %s sum to %s instead of zero. What is posted so far, or"
              + " the entitlements, don't balance: run 'tributary verify' on the last run.",
          id.runId(),
          id.logDate(),
          id.tokenId(),
          sum);
    }
  }

  /** Run, log date and token: there is one transaction for each. */
  public record Id(String runId, LocalDate logDate, String tokenId) {
    /** SHA-256 of the three. */
    public String hash() {
      return sha256(runId, logDate.toString(), tokenId);
    }

    String hashOf(EntryKey key) {
      return sha256(
          runId,
          logDate.toString(),
          tokenId,
          key.account().text(),
          key.role().name(),
          key.modelId().orElse(null),
          key.datanetId().orElse(null));
    }

    private static String sha256(String... parts) {
      return CanonicalJson.sha256(CanonicalJson.write(Arrays.asList(parts)));
    }
  }

  /**
   * The difference between what should be posted and what is: recomputed less posted, key by key,
   * without zeros. What is posted under a key that no longer exists is reversed.
   *
   * @param recomputed balances that the log date should have, revenue included; they sum to zero
   * @param posted balances that it has; empty where nothing was ever posted
   * @param first hash of the transaction that posted the date first, where one did
   * @throws TributaryException with {@link ErrorCode#ARITHMETIC} if it doesn't balance, or an
   *     amount leaves its bounds
   */
  public static Transaction difference(
      Id id,
      Map<EntryKey, BigInteger> recomputed,
      Map<EntryKey, BigInteger> posted,
      Optional<String> first) {
    Map<EntryKey, BigInteger> difference = new TreeMap<>(EntryKey.ORDER);
    difference.putAll(recomputed);
    posted.forEach((key, amount) -> difference.merge(key, amount.negate(), BigInteger::add));
    List<Entry> entries = new ArrayList<>();
    difference.forEach(
        (key, amount) -> {
          if (amount.signum() != 0) {
            entries.add(new Entry(id.hashOf(key), key, bounded(id, key, amount)));
          }
        });
    return posted.isEmpty()
        ? new Transaction(id, Reason.EARNED, Optional.empty(), entries)
        : new Transaction(id, Reason.RESTATED, first, entries);
  }

  private static BigInteger bounded(Id id, EntryKey key, BigInteger amount) {
    return Amounts.requireWithinBounds(
        amount,
        "The entry of " + key.account().text() + " for " + id.logDate() + " in " + id.tokenId());
  }
}

package org.tributary.books;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.tributary.ledger.Account;
import org.tributary.ledger.Reason;
import org.tributary.reports.payout.Balances;

/**
 * Statements from ledger entries and nothing else: what a payee's accounts stood at before a run,
 * what the run posted to them, and what they stand at after it.
 */
public final class Statements {
  /** A payee in a token, in the order of statements. */
  private record Key(String tokenId, String accountId) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byToken = tokenId.compareTo(other.tokenId);
      return byToken != 0 ? byToken : accountId.compareTo(other.accountId);
    }
  }

  /** What stands on a payee's accounts, and what the run in hand posted. */
  private static final class Book {
    private BigInteger balance = BigInteger.ZERO;
    private BigInteger reserved = BigInteger.ZERO;
    private BigInteger claimable = BigInteger.ZERO;
    private BigInteger opening = BigInteger.ZERO;
    private BigInteger released = BigInteger.ZERO;
    private BigInteger held = BigInteger.ZERO;
    private final Map<Reason, BigInteger> posted = new HashMap<>();

    void begin() {
      opening = balance;
      released = BigInteger.ZERO;
      held = BigInteger.ZERO;
      posted.clear();
    }

    void post(PostedEntry entry) {
      if (entry.account() instanceof Account.Payee) {
        balance = balance.add(entry.amount());
        posted.merge(entry.reason(), entry.amount(), BigInteger::add);
      } else if (entry.account() instanceof Account.Kept) {
        reserved = reserved.add(entry.amount());
        released = released.add(entry.amount().negate().max(BigInteger.ZERO));
        held = held.add(entry.amount().max(BigInteger.ZERO));
      } else {
        claimable = claimable.add(entry.amount());
      }
    }

    Balances balances() {
      // A cap that keeps money back posts under the same reason as one that gives it to others: the
      // first has its other side on a reserve.
      BigInteger toReserves = released.subtract(held);
      BigInteger moved = BigInteger.ZERO;
      for (Reason reason : Reason.values()) {
        if (!reason.earns() && !reason.brings() && reason != Reason.PAID) {
          moved = moved.add(amount(reason));
        }
      }
      return new Balances(
          opening,
          amount(Reason.EARNED).add(brought(BigInteger::max)),
          amount(Reason.RESTATED).add(brought(BigInteger::min)),
          moved.subtract(toReserves),
          released,
          held,
          amount(Reason.PAID).negate(),
          balance,
          reserved,
          claimable);
    }

    /** Of what others had, what comes ({@code max}) or is taken back ({@code min}). */
    private BigInteger brought(BinaryOperator<BigInteger> side) {
      BigInteger sum = BigInteger.ZERO;
      for (Reason reason : Reason.values()) {
        if (reason.brings()) {
          sum = sum.add(side.apply(amount(reason), BigInteger.ZERO));
        }
      }
      return sum;
    }

    private BigInteger amount(Reason reason) {
      return posted.getOrDefault(reason, BigInteger.ZERO);
    }
  }

  private Statements() {}

  /**
   * The statements of every run, for all payees that entries up to the run name.
   *
   * @param runs in the order in which they were published
   * @param entries in any order; those of other runs aren't looked at
   */
  public static List<Statement> rebuild(List<PublishedRun> runs, List<PostedEntry> entries) {
    Map<String, List<PostedEntry>> byRun = new HashMap<>();
    for (PostedEntry entry : entries) {
      byRun.computeIfAbsent(entry.runId(), id -> new ArrayList<>()).add(entry);
    }
    TreeMap<Key, Book> books = new TreeMap<>();
    List<Statement> statements = new ArrayList<>();
    for (PublishedRun run : runs) {
      books.values().forEach(Book::begin);
      for (PostedEntry entry : byRun.getOrDefault(run.runId(), List.of())) {
        payee(entry.account())
            .ifPresent(
                id ->
                    books
                        .computeIfAbsent(new Key(entry.tokenId(), id), key -> new Book())
                        .post(entry));
      }
      books.forEach(
          (key, book) ->
              statements.add(
                  new Statement(
                      run.runId(), run.closeDate(), key.accountId, key.tokenId, book.balances())));
    }
    return statements;
  }

  private static Optional<String> payee(Account account) {
    if (account instanceof Account.Payee payee) {
      return Optional.of(payee.accountId());
    }
    if (account instanceof Account.Kept kept) {
      return Optional.of(kept.accountId());
    }
    return account instanceof Account.Payable payable
        ? Optional.of(payable.accountId())
        : Optional.empty();
  }
}

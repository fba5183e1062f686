package org.tributary.ledger;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tributary.schemas.run.CanonicalJson;

/**
 * What a run moves of one payee in one token, after what it earned is posted. Its entries sum to
 * zero, since each move's do.
 */
public final class PayoutTransaction {
  private static final String KIND = "PAYOUT";

  private PayoutTransaction() {}

  /** Run, close date, token and payee: there is one transaction for each. */
  public record Id(String runId, LocalDate closeDate, String tokenId, String accountId) {
    /** SHA-256 of them, told apart from other transactions. */
    public String hash() {
      return sha256(KIND, runId, closeDate.toString(), tokenId, accountId);
    }
  }

  /**
   * One posting.
   *
   * @param entryId SHA-256 of transaction, account, the account on the other side, and reason
   * @param amount base units, never zero; credits positive
   */
  public record Posting(
      String entryId,
      String transactionId,
      Account account,
      BigInteger amount,
      Reason reason,
      Optional<String> corrects) {}

  /** The entries of {@code moves}, no two of which may have accounts and reason in common. */
  public static List<Posting> postings(Id id, List<Move> moves) {
    String transaction = id.hash();
    List<Posting> postings = new ArrayList<>();
    for (Move move : moves) {
      postings.add(posting(transaction, move, move.from(), move.to(), move.amount().negate()));
      postings.add(posting(transaction, move, move.to(), move.from(), move.amount()));
    }
    return postings;
  }

  private static Posting posting(
      String transaction, Move move, Account account, Account other, BigInteger amount) {
    Amounts.requireWithinBounds(amount, "The entry of " + account.text());
    String id = sha256(transaction, account.text(), other.text(), move.reason().name());
    return new Posting(id, transaction, account, amount, move.reason(), move.corrects());
  }

  private static String sha256(String... parts) {
    return CanonicalJson.sha256(CanonicalJson.write(Arrays.asList(parts)));
  }
}

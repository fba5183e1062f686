package org.tributary.settle;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.ledger.KeptFor;

/**
 * One payee's account in one token on a close date.
 *
 * @param accountId payee
 * @param tokenId token
 * @param opening carried forward, base units; negative: a debt
 * @param earned what the run proposes for new log dates, and what it refunds or discharges
 * @param restated what the run proposes for old log dates or takes back of refunds and discharges,
 *     may be negative
 * @param capped what a redistributing cap gives in this run, negative: takes
 * @param refund what of {@code earned} (negative: of {@code restated}) stands on the payer's
 *     account of the same name
 * @param kept what was kept back before the run
 * @param keepings reasons in force to keep money back
 * @param address EIP-55 payout address in force on the token's chain
 * @param paidInPeriod what earlier runs of the cap's period paid, less what they refunded
 * @param published claims of the settlement before
 */
record PayeeAccount(
    String accountId,
    String tokenId,
    BigInteger opening,
    BigInteger earned,
    BigInteger restated,
    BigInteger capped,
    BigInteger refund,
    Map<KeptFor, Stock> kept,
    List<Keeping> keepings,
    Optional<String> address,
    BigInteger paidInPeriod,
    List<PublishedClaim> published) {
  PayeeAccount {
    kept = Map.copyOf(kept);
    keepings = List.copyOf(keepings);
    published = List.copyOf(published);
  }

  /** What was kept back before the run for {@code why}. */
  Stock keptBefore(KeptFor why) {
    return kept.getOrDefault(why, Stock.NONE);
  }

  /** All that is earned and not claimable so far; negative: more is claimable than is earned. */
  BigInteger unpaid() {
    BigInteger balance = opening.add(earned).add(restated).add(capped);
    return kept.values().stream().map(Stock::amount).reduce(balance, BigInteger::add);
  }

  /** What was made claimable so far, over all addresses. */
  BigInteger publishedTotal() {
    return published.stream()
        .map(PublishedClaim::cumulative)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}

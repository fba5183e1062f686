package org.tributary.settle;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * One payee's account in one token on a close date.
 *
 * @param accountId payee
 * @param tokenId token
 * @param opening balance that is posted, base units
 * @param earned what the run proposes for new log dates
 * @param restated what the run proposes for old log dates, may be negative
 * @param blockReason of the block list, if the payee stands on it
 * @param holdReason of a hold in force, if there is one
 * @param address EIP-55 payout address in force on the token's chain
 * @param published claims of the settlement before
 */
record PayeeAccount(
    String accountId,
    String tokenId,
    BigInteger opening,
    BigInteger earned,
    BigInteger restated,
    Optional<String> blockReason,
    Optional<String> holdReason,
    Optional<String> address,
    List<PublishedClaim> published) {
  PayeeAccount {
    published = List.copyOf(published);
  }

  BigInteger closing() {
    return opening.add(earned).add(restated);
  }

  /** What was made claimable so far, over all addresses. */
  BigInteger publishedTotal() {
    return published.stream()
        .map(PublishedClaim::cumulative)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}

package org.tributary.settle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.ledger.KeptFor;

/** An account of ada in COIN, step by step: what she had earned before, and this run's. */
final class PayeeBuilder {
  private final BigInteger before;
  private final BigInteger earned;
  private final BigInteger restated;
  private final List<PublishedClaim> published = new ArrayList<>();
  private final List<Keeping> keepings = new ArrayList<>();
  private Optional<String> address = Optional.empty();

  PayeeBuilder(long before, long earned, long restated) {
    this.before = BigInteger.valueOf(before);
    this.earned = BigInteger.valueOf(earned);
    this.restated = BigInteger.valueOf(restated);
  }

  PayeeBuilder at(String payoutAddress) {
    address = Optional.of(payoutAddress);
    return this;
  }

  PayeeBuilder held(String reason) {
    keepings.add(Keeping.whole(KeptFor.HOLD, reason));
    return this;
  }

  PayeeBuilder blocked(String reason) {
    keepings.add(Keeping.whole(KeptFor.BLOCK, reason));
    return this;
  }

  PayeeBuilder published(String payoutAddress, long cumulative) {
    return publishedBy(SettlementRulesTest.DISTRIBUTOR, payoutAddress, cumulative);
  }

  PayeeBuilder publishedBy(String distributor, String payoutAddress, long cumulative) {
    published.add(
        new PublishedClaim(
            SettlementRulesTest.CHAIN,
            distributor,
            payoutAddress,
            SettlementRulesTest.TOKEN,
            BigInteger.valueOf(cumulative)));
    return this;
  }

  PayeeAccount build() {
    BigInteger claimable =
        published.stream().map(PublishedClaim::cumulative).reduce(BigInteger.ZERO, BigInteger::add);
    return new PayeeAccount(
        "ada",
        "COIN",
        before.subtract(claimable),
        earned,
        restated,
        BigInteger.ZERO,
        BigInteger.ZERO,
        Map.of(),
        keepings,
        address,
        BigInteger.ZERO,
        published);
  }
}

package org.tributary.settle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tributary.ledger.KeptFor;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * How a balance becomes claims.
 *
 * <ul>
 *   <li>What is earned and not claimable yet is first kept back as far as a reason in force says
 *       so: a reason that shuts the whole account keeps all of it, a disputed item at most what it
 *       earned, a cap what is above it. What reaches the minimum then is paid; the rest is carried
 *       forward.
 *   <li>A published claim never decreases: the contract remembers what was claimed, and a lower
 *       total would lock the payee out. What is claimable beyond what is earned is a debt: it is
 *       taken from what is kept back first, then carried forward below zero, until later earnings
 *       have paid it off.
 *   <li>The increase goes to the address in force now. Claims at older addresses stay frozen at
 *       what was published there, so a new address is never paid the past again. The same holds for
 *       an older distributor. A blocked payee's published leaf stays too.
 * </ul>
 */
final class SettlementRules {
  private SettlementRules() {}

  /** Settles one account in the token of {@code terms}. */
  static SettledAccount settle(PayeeAccount payee, TokenTerms terms) {
    payee.published().forEach(claim -> requireSameToken(payee, claim, terms));
    BigInteger unpaid = payee.unpaid();
    KeptAmounts kept = KeptAmounts.of(payee, terms, whole(payee, terms));
    BigInteger open = unpaid.max(BigInteger.ZERO).subtract(kept.total());
    boolean small = open.compareTo(terms.minimumPayout()) < 0;
    BigInteger paid = small ? BigInteger.ZERO : open;
    BigInteger claimable = payee.publishedTotal().add(paid);
    BigInteger closing = unpaid.subtract(kept.total()).subtract(paid);
    BigInteger toDate = payee.publishedTotal().add(unpaid);
    for (BigInteger amount : List.of(unpaid, closing, claimable, toDate)) {
      requireAmount(payee, amount);
    }
    PayoutStatus status = status(kept, open, paid);
    PayoutMoves moves = PayoutMoves.of(payee, kept, paid);
    return new SettledAccount(
        payee,
        terms.chainId(),
        new SettledAccount.Flows(moves.released(), moves.held(), paid, closing, kept.total()),
        claimable,
        status,
        kept.reason(),
        claims(payee, terms, paid, status),
        moves.moves());
  }

  private static PayoutStatus status(KeptAmounts kept, BigInteger open, BigInteger paid) {
    if (kept.whole().isPresent()) {
      return switch (kept.whole().get().why()) {
        case BLOCK -> PayoutStatus.BLOCKED;
        case PARKED -> PayoutStatus.PARKED;
        case NO_ADDRESS -> PayoutStatus.NO_ADDRESS;
        default -> PayoutStatus.HELD;
      };
    }
    if (kept.total().signum() > 0) {
      return paid.signum() > 0 ? PayoutStatus.PARTLY_HELD : PayoutStatus.HELD;
    }
    return open.signum() > 0 && paid.signum() == 0
        ? PayoutStatus.BELOW_MINIMUM
        : PayoutStatus.PAYABLE;
  }

  /** The hardest reason that shuts the whole account. */
  private static Optional<Keeping> whole(PayeeAccount payee, TokenTerms terms) {
    List<Keeping> keepings = new ArrayList<>(payee.keepings());
    if (payee.address().isEmpty()) {
      keepings.add(Keeping.whole(KeptFor.NO_ADDRESS, ""));
    } else {
      whyUnpayable(payee.address().get(), terms)
          .ifPresent(why -> keepings.add(Keeping.whole(KeptFor.NO_ADDRESS, why)));
    }
    return keepings.stream()
        .filter(keeping -> keeping.why().isWhole())
        .min(Comparator.comparing(Keeping::why));
  }

  /** What the gate before an export would refuse is kept back here, where it stops nobody else. */
  private static Optional<String> whyUnpayable(String address, TokenTerms terms) {
    return Optional.ofNullable(terms.refused().get(address))
        .map(what -> "the payout address is " + what);
  }

  private static List<Claim> claims(
      PayeeAccount payee, TokenTerms terms, BigInteger paid, PayoutStatus status) {
    String current = payee.address().orElse("");
    List<Claim> claims = new ArrayList<>();
    boolean found = false;
    for (PublishedClaim old : payee.published()) {
      boolean isCurrent =
          old.address().equals(current) && old.distributor().equals(terms.distributor());
      found |= isCurrent;
      claims.add(
          new Claim(
              old.chainId(),
              old.distributor(),
              old.address(),
              old.tokenAddress(),
              old.cumulative(),
              isCurrent ? old.cumulative().add(paid) : old.cumulative(),
              isCurrent ? ofLeaf(status) : PayoutStatus.FROZEN));
    }
    if (!found && paid.signum() > 0) {
      claims.add(
          new Claim(
              terms.chainId(),
              terms.distributor(),
              current,
              terms.tokenAddress(),
              BigInteger.ZERO,
              paid,
              status));
    }
    claims.sort(Comparator.comparing(Claim::distributor).thenComparing(Claim::address));
    return claims;
  }

  /** An address that was refused after it was paid isn't paid any more; its leaf stays. */
  private static PayoutStatus ofLeaf(PayoutStatus account) {
    return account == PayoutStatus.NO_ADDRESS ? PayoutStatus.FROZEN : account;
  }

  private static void requireSameToken(PayeeAccount payee, PublishedClaim claim, TokenTerms terms) {
    if (claim.chainId() != terms.chainId() || !claim.tokenAddress().equals(terms.tokenAddress())) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "Token %s was published as %s on chain %s (account %s), but the policy now says %s on"
              + " chain %s. Claims at the old contract can't move: give the new contract a token"
              + " id of its own.",
          terms.tokenId(),
          claim.tokenAddress(),
          claim.chainId(),
          payee.accountId(),
          terms.tokenAddress(),
          terms.chainId());
    }
  }

  private static void requireAmount(PayeeAccount payee, BigInteger amount) {
    if (amount.abs().compareTo(Leaf.MAX_CUMULATIVE) > 0) {
      throw TributaryException.of(
          ErrorCode.ARITHMETIC,
          "The balance of %s in %s is %s, more than 38 digits hold: check the token's decimals.",
          payee.accountId(),
          payee.tokenId(),
          amount);
    }
  }
}

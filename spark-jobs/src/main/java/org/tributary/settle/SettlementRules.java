package org.tributary.settle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.chain.Eip55;

/**
 * How a balance becomes claims.
 *
 * <ul>
 *   <li>A published claim never decreases: the contract remembers what was claimed, and a lower
 *       total would lock the payee out. What is claimable beyond the balance is a debt, which later
 *       earnings pay off before anything is added.
 *   <li>Only a payable account gets the increase; else its claims stay as they are and the rest of
 *       the balance is held. A blocked payee's published leaf stays too.
 *   <li>The increase goes to the address in force now. Claims at older addresses stay frozen at
 *       what was published there, so a new address is never paid the past again. The same holds for
 *       an older distributor.
 * </ul>
 */
final class SettlementRules {
  private SettlementRules() {}

  private record Standing(PayoutStatus status, Optional<String> reason) {}

  /** Settles one account in the token of {@code terms}. */
  static SettledAccount settle(PayeeAccount payee, TokenTerms terms) {
    payee.published().forEach(claim -> requireSameToken(payee, claim, terms));
    BigInteger closing = payee.closing();
    BigInteger before = payee.publishedTotal();
    BigInteger increase = closing.subtract(before);
    Standing standing = standing(payee, terms, increase);
    boolean paying = standing.status() == PayoutStatus.PAYABLE;
    BigInteger paid = paying ? increase.max(BigInteger.ZERO) : BigInteger.ZERO;
    BigInteger claimable = before.add(paid);
    requireAmount(payee, closing);
    requireAmount(payee, claimable);
    return new SettledAccount(
        payee,
        terms.chainId(),
        claimable,
        paid,
        closing.subtract(claimable).max(BigInteger.ZERO),
        claimable.subtract(closing).max(BigInteger.ZERO),
        standing.status(),
        standing.reason(),
        claims(payee, terms, paid, standing.status()));
  }

  private static Standing standing(PayeeAccount payee, TokenTerms terms, BigInteger increase) {
    if (payee.blockReason().isPresent()) {
      return new Standing(PayoutStatus.BLOCKED, payee.blockReason());
    }
    if (payee.holdReason().isPresent()) {
      return new Standing(PayoutStatus.HELD, payee.holdReason());
    }
    if (payee.address().isEmpty()) {
      return new Standing(PayoutStatus.NO_ADDRESS, Optional.empty());
    }
    Optional<String> unpayable = whyUnpayable(payee.address().get(), terms);
    if (unpayable.isPresent()) {
      return new Standing(PayoutStatus.NO_ADDRESS, unpayable);
    }
    boolean small = increase.signum() > 0 && increase.compareTo(terms.minimumPayout()) < 0;
    return new Standing(
        small ? PayoutStatus.BELOW_MINIMUM : PayoutStatus.PAYABLE, Optional.empty());
  }

  /** Tokens sent to these addresses are lost. */
  private static Optional<String> whyUnpayable(String address, TokenTerms terms) {
    if (address.equals(Eip55.ZERO)) {
      return Optional.of("the payout address is the zero address");
    }
    if (address.equals(terms.tokenAddress())) {
      return Optional.of("the payout address is the token contract");
    }
    if (address.equals(terms.distributor())) {
      return Optional.of("the payout address is the distributor contract");
    }
    return Optional.empty();
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
              isCurrent ? status : PayoutStatus.FROZEN));
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

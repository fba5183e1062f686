package org.tributary.reports.confirm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.reports.export.LeafBook;
import org.tributary.reports.settlement.SettlementHeader;

/**
 * Sets a settlement beside the ledger: every leaf is the sum of the claims of the accounts behind
 * its address, and every account's claims are what stands on {@code payable:} of it.
 */
public final class LedgerReconciliation {
  private LedgerReconciliation() {}

  /** An account and a token, as the ledger has them. */
  public record Payable(String accountId, String tokenId) implements Comparable<Payable> {
    @Override
    public int compareTo(Payable other) {
      int byAccount = accountId.compareTo(other.accountId);
      return byAccount != 0 ? byAccount : tokenId.compareTo(other.tokenId);
    }
  }

  /**
   * Everything that differs, in sentences.
   *
   * @param claims all rows of the settlement's run, of all distributors: an account may be paid at
   *     several over time
   * @param payables balances of {@code payable:}, runs up to the settlement's only
   */
  public static List<String> check(
      SettlementHeader header,
      LeafBook leaves,
      List<LedgerClaim> claims,
      Map<Payable, BigInteger> payables) {
    List<String> findings = new ArrayList<>();
    SortedMap<String, BigInteger> byLeaf = new TreeMap<>();
    SortedMap<Payable, BigInteger> byAccount = new TreeMap<>();
    for (LedgerClaim claim : claims) {
      if (claim.chainId() == header.chainId() && claim.distributor().equals(header.distributor())) {
        byLeaf.merge(
            new LeafBook.Key(claim.address(), claim.tokenAddress()).toString(),
            claim.cumulative(),
            BigInteger::add);
      }
      byAccount.merge(
          new Payable(claim.accountId(), claim.tokenId()), claim.cumulative(), BigInteger::add);
    }
    SortedMap<String, BigInteger> leafSums = new TreeMap<>();
    leaves
        .claims()
        .forEach((key, amount) -> leafSums.merge(key.toString(), amount, BigInteger::add));
    compare(
        leafSums,
        byLeaf,
        "The leaf of %s says %s, but the claims of its accounts sum to %s.",
        findings);
    SortedMap<String, BigInteger> ledger = new TreeMap<>();
    payables.forEach((key, amount) -> ledger.put(text(key), amount));
    SortedMap<String, BigInteger> claimed = new TreeMap<>();
    byAccount.forEach((key, amount) -> claimed.put(text(key), amount));
    compare(
        ledger,
        claimed,
        "The ledger has %2$s on %1$s, but the settlements make %3$s claimable.",
        findings);
    return findings;
  }

  private static String text(Payable key) {
    return "payable:" + key.accountId + " in " + key.tokenId;
  }

  private static void compare(
      SortedMap<String, BigInteger> one,
      SortedMap<String, BigInteger> other,
      String sentence,
      List<String> findings) {
    SortedSet<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    for (String key : keys) {
      BigInteger here = one.getOrDefault(key, BigInteger.ZERO);
      BigInteger there = other.getOrDefault(key, BigInteger.ZERO);
      if (!here.equals(there)) {
        findings.add(String.format(Locale.ROOT, sentence, key, here, there));
      }
    }
  }
}

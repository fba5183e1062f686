package org.tributary.settle;

import java.math.BigInteger;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.tributary.ledger.Account;
import org.tributary.ledger.KeptFor;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.chain.Eip55;
import org.tributary.session.Amounts;
import org.tributary.session.ExactSum;

/** What a row of {@code payees.sql} says, token by token. */
final class PayeeFacts {
  private final Row row;
  private final String accountId;
  private final Map<String, Row> balances = new TreeMap<>();
  private final Map<String, List<Row>> stocks = new TreeMap<>();
  private final Map<String, List<Row>> items = new TreeMap<>();
  private final Map<String, List<PublishedClaim>> published = new TreeMap<>();

  PayeeFacts(Row row) {
    this.row = row;
    this.accountId = row.getAs("account_id");
    list("balances").forEach(balance -> balances.put(balance.getAs("token_id"), balance));
    list("stocks").stream()
        .filter(stock -> ExactSum.of(stock, "amount").signum() != 0)
        .forEach(stock -> put(stocks, stock));
    list("items").forEach(item -> put(items, item));
    for (Row claim : list("published")) {
      published
          .computeIfAbsent(claim.getAs("token_id"), id -> new ArrayList<>())
          .add(published(claim));
    }
  }

  /** Tokens that the account has anything in. */
  TreeSet<String> tokenIds() {
    TreeSet<String> tokenIds = new TreeSet<>(balances.keySet());
    tokenIds.addAll(stocks.keySet());
    tokenIds.addAll(published.keySet());
    return tokenIds;
  }

  PayeeAccount account(TokenTerms token, PayeeRows.Terms terms) {
    Optional<Row> balance = Optional.ofNullable(balances.get(token.tokenId()));
    List<Keeping> keepings = keepings(token.tokenId());
    AddressHistory addresses = addresses(token.chainId());
    Optional<String> address = usable(addresses.inForceOn(terms.closeDate()), keepings);
    addresses
        .coolsUntil(terms.closeDate(), terms.coolDownDays(), seen(token.chainId()))
        .ifPresent(
            until ->
                keepings.add(
                    Keeping.whole(
                        KeptFor.COOL_DOWN, "the payout address is new and paid from " + until)));
    BigInteger discharged = amount(balance, "discharged");
    BigInteger refund = amount(balance, "refund");
    PayeeAccount account =
        new PayeeAccount(
            accountId,
            token.tokenId(),
            amount(balance, "opening"),
            amount(balance, "earned").add(positive(discharged)).add(positive(refund)),
            amount(balance, "restated").add(negative(discharged)).add(negative(refund)),
            amount(balance, "capped"),
            refund,
            kept(token.tokenId()),
            keepings,
            address,
            amount(balance, "paid_in_period"),
            published.getOrDefault(token.tokenId(), List.of()));
    requireSameInLedger(account);
    return account;
  }

  private List<Keeping> keepings(String tokenId) {
    List<Keeping> keepings = new ArrayList<>();
    String block = row.getAs("block_reason");
    if (block != null) {
      keepings.add(Keeping.whole(KeptFor.BLOCK, block));
    }
    String hold = row.getAs("hold_reason");
    if (hold != null) {
      keepings.add(Keeping.whole(KeptFor.HOLD, hold));
    }
    for (Row item : items.getOrDefault(tokenId, List.of())) {
      keepings.add(
          Keeping.of(
              KeptFor.valueOf(item.getAs("why")),
              item.getAs("reason"),
              Amounts.of(item, "amount")));
    }
    return sorted(keepings);
  }

  /** Rows come in any order: what keeps money back first must not depend on it. */
  static List<Keeping> sorted(List<Keeping> keepings) {
    return new ArrayList<>(
        keepings.stream()
            .sorted(Comparator.comparing(Keeping::why).thenComparing(Keeping::reason))
            .toList());
  }

  private Map<KeptFor, Stock> kept(String tokenId) {
    Map<KeptFor, Stock> kept = new EnumMap<>(KeptFor.class);
    for (Row stock : stocks.getOrDefault(tokenId, List.of())) {
      if (Account.parse(stock.getAs("account")) instanceof Account.Kept account) {
        kept.put(
            account.why(),
            new Stock(
                ExactSum.of(stock, "amount"), Optional.ofNullable(stock.getAs("transaction_id"))));
      }
    }
    return kept;
  }

  /** The ledger and the published settlement must say the same of what is claimable. */
  private void requireSameInLedger(PayeeAccount account) {
    BigInteger payable =
        stocks.getOrDefault(account.tokenId(), List.of()).stream()
            .filter(stock -> stock.<String>getAs("account").startsWith("payable:"))
            .map(stock -> ExactSum.of(stock, "amount"))
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (!payable.equals(account.publishedTotal())) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "The ledger says that %s may claim %s of %s, but the claims published last sum to %s."
              + " One of the tables ledger_entries and claims was changed: restore it from a copy.",
          accountId,
          payable,
          account.tokenId(),
          account.publishedTotal());
    }
  }

  private static BigInteger positive(BigInteger amount) {
    return amount.max(BigInteger.ZERO);
  }

  private static BigInteger negative(BigInteger amount) {
    return amount.min(BigInteger.ZERO);
  }

  /** When a run first saw the address in force in place of another. */
  private Optional<LocalDate> seen(long chainId) {
    return list("seen").stream()
        .filter(seen -> seen.<Long>getAs("chain_id") == chainId)
        .map(seen -> seen.<Date>getAs("changed_date").toLocalDate())
        .findFirst();
  }

  private AddressHistory addresses(long chainId) {
    List<AddressHistory.Entry> entries = new ArrayList<>();
    for (Row address : list("addresses")) {
      if (address.<Long>getAs("chain_id") == chainId) {
        entries.add(
            new AddressHistory.Entry(
                address.<Date>getAs("valid_from").toLocalDate(), address.getAs("address")));
      }
    }
    return new AddressHistory(entries);
  }

  /** An address that is mistyped parks its payee, and nobody else. */
  private static Optional<String> usable(Optional<String> text, List<Keeping> keepings) {
    try {
      return text.map(Eip55::normalize);
    } catch (IllegalArgumentException e) {
      keepings.add(
          Keeping.whole(KeptFor.PARKED, "the payout address can't be used. " + e.getMessage()));
      return Optional.empty();
    }
  }

  private List<Row> list(String column) {
    return row.getList(row.fieldIndex(column));
  }

  private static void put(Map<String, List<Row>> rows, Row one) {
    rows.computeIfAbsent(one.getAs("token_id"), id -> new ArrayList<>()).add(one);
  }

  private static BigInteger amount(Optional<Row> balance, String column) {
    return balance.map(sums -> ExactSum.of(sums, column)).orElse(BigInteger.ZERO);
  }

  private static PublishedClaim published(Row claim) {
    return new PublishedClaim(
        claim.getAs("chain_id"),
        claim.getAs("distributor"),
        claim.getAs("address"),
        claim.getAs("token_address"),
        Amounts.of(claim, "cumulative"));
  }
}

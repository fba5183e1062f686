package org.tributary.reports.payout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One row of {@code payouts.csv} and {@code payouts.parquet}: one payee in one token.
 *
 * @param accountId payee
 * @param displayName for people, cleaned by {@link DisplayText}; never a key
 * @param token the token
 * @param address where the run pays the account on the token's chain; empty: no address
 * @param status PAYABLE, PARTLY_HELD, BELOW_MINIMUM, HELD, PARKED, BLOCKED or NO_ADDRESS
 * @param reason why something is kept back
 * @param balances amounts
 */
public record PayoutRow(
    String accountId,
    Optional<String> displayName,
    PayoutToken token,
    Optional<String> address,
    String status,
    Optional<String> reason,
    Balances balances) {
  /** Order of both files; (account, token) is unique. */
  public static final Comparator<PayoutRow> ORDER =
      Comparator.comparing(PayoutRow::accountId, CodePointOrder.INSTANCE)
          .thenComparing(row -> row.token().tokenId(), CodePointOrder.INSTANCE);

  /** Names of the text columns, then {@link Balances#COLUMNS}, then the same as token amounts. */
  public static final List<String> COLUMNS =
      Stream.of(
              Stream.of(
                  "account_id",
                  "display_name",
                  "token_id",
                  "decimals",
                  "chain_id",
                  "token_address",
                  "address",
                  "status",
                  "reason"),
              Balances.COLUMNS.stream(),
              Balances.COLUMNS.stream().map(name -> name + "_tokens"))
          .flatMap(names -> names)
          .toList();

  /** The row as text, in the order of {@link #COLUMNS}; what is absent is empty. */
  public List<String> fields() {
    List<String> fields = new ArrayList<>(COLUMNS.size());
    fields.add(accountId);
    fields.add(displayName.orElse(""));
    fields.add(token.tokenId());
    fields.add(Integer.toString(token.decimals()));
    fields.add(Long.toString(token.chainId()));
    fields.add(token.address());
    fields.add(address.orElse(""));
    fields.add(status);
    fields.add(reason.orElse(""));
    balances.values().forEach(amount -> fields.add(amount.toString()));
    balances.values().forEach(amount -> fields.add(token.amounts().plain(amount)));
    return fields;
  }
}

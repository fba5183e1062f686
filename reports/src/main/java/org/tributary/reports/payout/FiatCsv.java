package org.tributary.reports.payout;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code payouts_fiat.csv}: what payouts are worth, for people. It leaves the world of integers, so
 * nothing reads it. Described by {@code schemas/files/payouts.csv.md}.
 */
public final class FiatCsv {
  static final List<String> COLUMNS =
      List.of(
          "account_id",
          "token_id",
          "currency",
          "price",
          "price_date",
          "paid",
          "closing",
          "reserved",
          "claimable");

  private static final int DIGITS = 2;

  private FiatCsv() {}

  /**
   * The file's text.
   *
   * @param rows in {@link PayoutRow#ORDER}; those of tokens without a price are left out
   * @param prices in any order, none after the close date; the last of a token and currency counts
   */
  public static String text(List<PayoutRow> rows, List<FiatPrice> prices) {
    Map<String, TreeMap<String, FiatPrice>> last = new TreeMap<>();
    for (FiatPrice price : prices) {
      last.computeIfAbsent(price.tokenId(), id -> new TreeMap<>())
          .merge(price.currency(), price, FiatCsv::later);
    }
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(COLUMNS);
      for (PayoutRow row : rows) {
        last.getOrDefault(row.token().tokenId(), new TreeMap<>())
            .values()
            .forEach(price -> csv.writeRecord(fields(row, price)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write to memory", e);
    }
    return text.toString();
  }

  private static FiatPrice later(FiatPrice one, FiatPrice other) {
    return one.priceDate().compareTo(other.priceDate()) >= 0 ? one : other;
  }

  private static List<String> fields(PayoutRow row, FiatPrice price) {
    List<String> fields = new ArrayList<>();
    fields.add(row.accountId());
    fields.add(price.tokenId());
    fields.add(price.currency());
    fields.add(price.price().stripTrailingZeros().toPlainString());
    fields.add(price.priceDate());
    Balances balances = row.balances();
    for (BigInteger amount :
        List.of(balances.paid(), balances.closing(), balances.reserved(), balances.claimable())) {
      fields.add(worth(amount, row.token().decimals(), price.price()));
    }
    return fields;
  }

  static String worth(BigInteger amount, int decimals, BigDecimal price) {
    return new BigDecimal(amount, decimals)
        .multiply(price)
        .setScale(DIGITS, RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}

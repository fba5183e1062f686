package org.tributary.settle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tributary.books.Books;
import org.tributary.books.Statement;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;

/** What is read of nights that were settled: statements by run, as {@link PayWorld} gives them. */
final class SettledNights {
  /** Account, token, and the ten amounts of a statement. */
  private static final int WORDS = 12;

  private SettledNights() {}

  /** Lines of {@code account}, night by night, without it. */
  static List<String> of(Map<String, List<String>> nights, String account) {
    List<String> found = new ArrayList<>();
    for (List<String> night : nights.values()) {
      night.stream()
          .filter(line -> line.startsWith(account + " "))
          .forEach(line -> found.add(line.substring(account.length() + 1)));
    }
    return found;
  }

  /** All lines, the run before each, without status and reason. */
  static List<String> stored(Map<String, List<String>> nights) {
    List<String> stored = new ArrayList<>();
    nights.forEach(
        (runId, lines) ->
            lines.forEach(
                line ->
                    stored.add(
                        runId
                            + " "
                            + String.join(" ", List.of(line.split(" ")).subList(0, WORDS)))));
    return stored;
  }

  /** The same from the ledger alone. */
  static List<String> rebuilt(Warehouse warehouse) {
    return Books.of(warehouse).statements().stream().map(SettledNights::line).toList();
  }

  private static String line(Statement statement) {
    return String.join(
        " ",
        statement.runId(),
        statement.accountId(),
        statement.tokenId(),
        String.join(
            " ", statement.balances().values().stream().map(BigInteger::toString).toList()));
  }

  /** What was posted to an account: run, reason and amount. */
  static List<String> postings(Warehouse warehouse, String account) {
    List<String> lines = new ArrayList<>();
    warehouse
        .read(Tables.LEDGER_ENTRIES)
        .where("account = '" + account + "'")
        .select("run_id", "reason_code", "amount")
        .orderBy("run_id", "reason_code")
        .collectAsList()
        .forEach(
            row -> lines.add(row.getString(0) + " " + row.getString(1) + " " + row.getDecimal(2)));
    return lines;
  }
}

package org.tributary.reports.safe;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * A file of the Safe app CSV Airdrop. The app counts a last line feed as a line and stops at 501
 * lines, and it cuts off digits that the token doesn't have: so there are at most {@link #MOST}
 * rows, no last line feed, and amounts are exact.
 */
public final class AirdropCsv {
  /** Most rows of a file. */
  public static final int MOST = 499;

  static final String HEADER = "token_type,token_address,receiver,amount,id";

  private AirdropCsv() {}

  /**
   * One payment.
   *
   * @param token EIP-55 address of the token contract
   * @param decimals of the token
   * @param receiver EIP-55 address
   * @param amount base units, positive
   */
  public record Row(String token, int decimals, String receiver, BigInteger amount) {
    String text() {
      BigDecimal units = new BigDecimal(amount, decimals).stripTrailingZeros();
      return "erc20," + token + "," + receiver + "," + units.toPlainString() + ",";
    }
  }

  /** The file's text. */
  public static String text(List<Row> rows) {
    if (rows.isEmpty() || rows.size() > MOST) {
      throw new IllegalArgumentException(
          "A CSV Airdrop file has 1 to " + MOST + " rows, not " + rows.size());
    }
    StringBuilder out = new StringBuilder(HEADER);
    rows.forEach(row -> out.append('\n').append(row.text()));
    return out.toString();
  }
}

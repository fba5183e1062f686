package org.tributary.evaluate.pay;

import java.util.List;
import java.util.stream.LongStream;
import org.tributary.sample.digits.DigitsData;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * How pay is held against value.
 *
 * @param seeds one world of mixed and one of equal contributors each
 * @param contributors how many people
 * @param trainRows rows of all of them together
 * @param queryRows queries, on which value is measured and which are paid for
 * @param highestNoise share of wrong labels of the most careless contributor
 * @param attackers how many contributors of each world of equals try every attack; 0: no attacks
 * @param l2 penalty of the model
 */
public record PayProtocol(
    List<Long> seeds,
    int contributors,
    int trainRows,
    int queryRows,
    double highestNoise,
    int attackers,
    double l2) {
  /** The fewest seeds of a full evaluation. */
  public static final int FEWEST_SEEDS = 3;

  public PayProtocol {
    seeds = List.copyOf(seeds);
    requireThat(!seeds.isEmpty(), "Pay needs at least one seed");
    requireThat(
        contributors >= 3 && trainRows >= 5 * contributors && queryRows >= 1,
        "Need at least 3 contributors of 5 rows on average and 1 query, not %d of %d rows and %d",
        contributors,
        trainRows,
        queryRows);
    requireThat(
        (long) trainRows + queryRows <= DigitsData.ROWS,
        "%d training rows and %d queries are more than the %d digits there are",
        trainRows,
        queryRows,
        DigitsData.ROWS);
    requireThat(
        attackers >= 0 && attackers <= contributors,
        "%d attackers among %d contributors",
        attackers,
        contributors);
  }

  /** 50 contributors with 1,000 rows, 400 queries, three attackers. */
  public static PayProtocol full(int seeds) {
    requireThat(
        seeds >= FEWEST_SEEDS && seeds <= 1000,
        "An evaluation takes %d to 1000 seeds, not %d",
        FEWEST_SEEDS,
        seeds);
    return new PayProtocol(
        LongStream.range(0, seeds).boxed().toList(), 50, 1000, 400, 0.6, 3, 1e-2);
  }

  private static void requireThat(boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw TributaryException.of(ErrorCode.USAGE, format, arguments);
    }
  }
}

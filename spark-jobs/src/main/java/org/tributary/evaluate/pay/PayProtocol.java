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
 * @param attackSeeds for how many of the seeds attacks are tried, from the first on
 * @param attackers how many contributors of each world of equals try every attack
 * @param l2 penalty of the model
 */
public record PayProtocol(
    List<Long> seeds,
    int contributors,
    int trainRows,
    int queryRows,
    double highestNoise,
    int attackSeeds,
    int attackers,
    double l2) {
  /** The fewest seeds of a full evaluation. */
  public static final int FEWEST_SEEDS = 3;

  /** So many that one of them hardly moves a median. */
  public static final int USUAL_SEEDS = 9;

  private static final int MOST_SEEDS = 1_000;

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
        attackers >= 0 && attackers <= contributors && attackSeeds <= seeds.size(),
        "%d attackers among %d contributors, for %d of %d seeds",
        attackers,
        contributors,
        attackSeeds,
        seeds.size());
  }

  /** 50 contributors with 1,000 rows, 400 queries, three attackers in each of three worlds. */
  public static PayProtocol full(int seeds) {
    requireThat(
        seeds >= FEWEST_SEEDS && seeds <= MOST_SEEDS,
        "An evaluation takes %d to %d seeds, not %d",
        FEWEST_SEEDS,
        MOST_SEEDS,
        seeds);
    return new PayProtocol(
        LongStream.range(0, seeds).boxed().toList(), 50, 1000, 400, 0.6, FEWEST_SEEDS, 3, 1e-2);
  }

  /** One seed of it without attacks: for a model that takes long to train. */
  public static PayProtocol single() {
    return new PayProtocol(List.of(0L), 50, 1000, 400, 0.6, 0, 0, 1e-2);
  }

  private static void requireThat(boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw TributaryException.of(ErrorCode.USAGE, format, arguments);
    }
  }
}

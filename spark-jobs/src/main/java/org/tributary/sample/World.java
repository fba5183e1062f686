package org.tributary.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * How large a sample world is.
 *
 * @param seed of all draws
 * @param lastDate last log date
 * @param days number of log dates
 * @param digitsPerDay inferences of the digits model on an average weekday
 * @param codePerDay inferences of the Java models on an average weekday
 * @param digitContributors contributors of datanet digits, 10 to 40
 * @param digitImages images of datanet digits, without the copies; the others are served
 * @param packages regular expression of the Java packages that take part
 */
public record World(
    long seed,
    LocalDate lastDate,
    int days,
    int digitsPerDay,
    int codePerDay,
    int digitContributors,
    int digitImages,
    String packages) {
  private static final LocalDate LAST_DATE = LocalDate.of(2026, 6, 30);

  /** As long as the sample policy and the payout addresses go back. */
  private static final int MOST_DAYS = 180;

  private static final String TINY_PACKAGES =
      "org\\.apache\\.commons\\.(lang3\\.tuple|text\\.diff|csv|io\\.monitor|collections4\\.bag|codec\\.net)";

  /** The world of the demo. */
  public static World full(long seed) {
    return new World(seed, LAST_DATE, 30, 60, 40, 40, 1_260, ".*");
  }

  /** A world with everything in it that is made in about a second: for tests. */
  public static World tiny(long seed) {
    return new World(seed, LAST_DATE, 4, 8, 5, 10, 160, TINY_PACKAGES);
  }

  /** The same world with {@code times} as many inferences. */
  public World times(int times) {
    return new World(
        seed,
        lastDate,
        days,
        Math.multiplyExact(digitsPerDay, times),
        Math.multiplyExact(codePerDay, times),
        digitContributors,
        digitImages,
        packages);
  }

  /** The same world with another number of log dates, up to its last date. */
  public World lasting(int dates) {
    if (dates < 2 || dates > MOST_DAYS) {
      throw TributaryException.of(
          ErrorCode.USAGE, "A sample world has 2 to %d days, not %d.", MOST_DAYS, dates);
    }
    return new World(
        seed, lastDate, dates, digitsPerDay, codePerDay, digitContributors, digitImages, packages);
  }

  /** The log dates, in order. */
  public List<LocalDate> dates() {
    return IntStream.range(0, days).mapToObj(day -> lastDate.minusDays(days - 1L - day)).toList();
  }

  public LocalDate firstDate() {
    return lastDate.minusDays(days - 1L);
  }

  /** All of the above as canonical JSON. */
  public String describe() {
    return CanonicalJson.write(
        Map.of(
            "seed", seed,
            "lastDate", lastDate.toString(),
            "days", days,
            "digitsPerDay", digitsPerDay,
            "codePerDay", codePerDay,
            "digitContributors", digitContributors,
            "digitImages", digitImages,
            "packages", packages,
            "engine", EngineVersion.ENGINE));
  }

  /** The stream of draws called {@code name}. */
  public Draws draws(String name) {
    return Draws.of(seed, name);
  }
}

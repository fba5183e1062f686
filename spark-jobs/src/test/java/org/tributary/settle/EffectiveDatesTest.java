package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.session.RunContext;

/**
 * A thousand cases of dates: payees with holds, addresses and log dates that start, end and change
 * on the days around a leap day, some on the same day, some late. What the engine makes of
 * half-open intervals is compared with an oracle that knows no intervals and walks through the days
 * one by one.
 */
class EffectiveDatesTest {
  private static final int CASES = 1000;
  private static final int COOL_DOWN = 2;
  private static final LocalDate FIRST = LocalDate.of(2028, 2, 25);
  private static final int DAYS = 8;
  private static final List<LocalDate> CLOSES =
      List.of(LocalDate.of(2028, 2, 28), LocalDate.of(2028, 2, 29), LocalDate.of(2028, 3, 1));

  /**
   * One payee.
   *
   * @param heldFrom day that a hold starts, and the day that it has ended; the same day: no hold
   * @param homes day that an address starts by its name; up to two
   * @param earned by log date
   * @param late what is found later, on the last night, for a day
   */
  private record Case(
      String payee,
      LocalDate heldFrom,
      LocalDate heldUntil,
      TreeMap<LocalDate, String> homes,
      TreeMap<LocalDate, Long> earned,
      LocalDate late) {}

  @TempDir private static Path folder;
  private static final List<Case> CASES_OF_SEED = new ArrayList<>();
  private static final Map<String, List<String>> NIGHTS = new TreeMap<>();

  @BeforeAll
  static void threeNights() {
    PayoutRule rule =
        new PayoutRule(
            COOL_DOWN,
            PayoutRule.Excess.NONE,
            PayoutRule.Period.MONTH,
            Map.of(),
            PayoutRule.Handling.PAY,
            PayoutRule.Handling.PAY);
    PayWorld world = new PayWorld(folder.resolve("warehouse"), rule, SafetyRule.NONE);
    Random random = new Random(20280229);
    for (int i = 0; i < CASES; i++) {
      CASES_OF_SEED.add(
          register(world, randomCase(String.format(Locale.ROOT, "p%03d", i), random)));
    }
    for (int night = 0; night < CLOSES.size(); night++) {
      if (night == CLOSES.size() - 1) {
        CASES_OF_SEED.forEach(
            c -> world.earn(c.payee() + " late", c.late(), c.payee(), "net", "GRAIN", 1_000_000));
      }
      RunContext run = world.night("night-" + night, CLOSES.get(night));
      NIGHTS.put("night-" + night, world.statements("night-" + night));
      world.publish(run);
    }
  }

  private static Case randomCase(String payee, Random random) {
    LocalDate from = day(random);
    TreeMap<LocalDate, String> homes = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      homes.put(day(random), "home-" + random.nextInt(3));
    }
    TreeMap<LocalDate, Long> earned = new TreeMap<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      earned.put(day(random), 1L + random.nextInt(1000));
    }
    return new Case(payee, from, from.plusDays(random.nextInt(4)), homes, earned, day(random));
  }

  private static LocalDate day(Random random) {
    return FIRST.plusDays(random.nextInt(DAYS));
  }

  private static Case register(PayWorld world, Case c) {
    c.homes().forEach((from, home) -> world.address(c.payee(), from, SettleWorld.address(home)));
    if (c.heldUntil().isAfter(c.heldFrom())) {
      world.hold("h-" + c.payee(), c.heldFrom(), c.heldUntil(), "hold", c.payee());
    }
    c.earned()
        .forEach(
            (date, amount) ->
                world.earn(c.payee() + " " + date, date, c.payee(), "net", "GRAIN", amount));
    return c;
  }

  @Test
  void everyDayIsCountedOnceAndEveryReasonHoldsOnItsDays() {
    List<String> wrong = new ArrayList<>();
    int looked = 0;
    for (int night = 0; night < CLOSES.size(); night++) {
      Map<String, String> statements = new HashMap<>();
      NIGHTS
          .get("night-" + night)
          .forEach(line -> statements.put(line.substring(0, line.indexOf(' ')), line));
      for (Case c : CASES_OF_SEED) {
        Optional<String> expected = walk(c, night);
        Optional<String> found =
            Optional.ofNullable(statements.get(c.payee())).map(EffectiveDatesTest::figures);
        looked += expected.isPresent() ? 1 : 0;
        if (!expected.equals(found)) {
          wrong.add("night " + night + ": " + c + "\n  is " + found + "\n  not " + expected);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(looked).isGreaterThan(2 * CASES);
  }

  /** Earned to date, claimable, reserved and status. */
  private static String figures(String line) {
    List<String> words = List.of(line.split(" "));
    BigInteger closing = new BigInteger(words.get(9));
    BigInteger reserved = new BigInteger(words.get(10));
    BigInteger claimable = new BigInteger(words.get(11));
    return closing.add(reserved).add(claimable)
        + " "
        + claimable
        + " "
        + reserved
        + " "
        + words.get(12);
  }

  /** The same, day by day and night by night, without comparing dates for more than equality. */
  private static Optional<String> walk(Case c, int lastNight) {
    long earned = 0;
    long claimable = 0;
    long reserved = 0;
    String status = "";
    for (int night = 0; night <= lastNight; night++) {
      LocalDate close = CLOSES.get(night);
      earned = 0;
      boolean held = false;
      String home = "";
      int coolDays = 0;
      for (LocalDate day = FIRST; ; day = day.plusDays(1)) {
        earned += c.earned().getOrDefault(day, 0L);
        earned += night == CLOSES.size() - 1 && day.equals(c.late()) ? 1_000_000 : 0;
        held |= day.equals(c.heldFrom());
        held &= !day.equals(c.heldUntil());
        coolDays = Math.max(0, coolDays - 1);
        String other = c.homes().get(day);
        if (other != null && !other.equals(home)) {
          coolDays = home.isEmpty() ? 0 : COOL_DOWN;
          home = other;
        }
        if (day.equals(close)) {
          break;
        }
      }
      boolean shut = held || home.isEmpty() || coolDays > 0;
      claimable = shut ? claimable : earned;
      reserved = earned - claimable;
      status = !shut ? "PAYABLE" : held || !home.isEmpty() ? "HELD" : "NO_ADDRESS";
    }
    return earned == 0
        ? Optional.empty()
        : Optional.of(earned + " " + claimable + " " + reserved + " " + status);
  }

  /**
   * A thousand policy books, with ends and without: a book either names its gap or overlap, or each
   * day has exactly the policy that a walk through the days finds.
   */
  @Test
  void everyDayHasExactlyOnePolicy() {
    Random random = new Random(20280229);
    // Reading a policy takes longer than all the rest.
    Policy reference = PolicyReader.reference();
    int whole = 0;
    for (int i = 0; i < CASES; i++) {
      TreeMap<LocalDate, Policy> starts = new TreeMap<>();
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        LocalDate from = day(random);
        starts.put(from, policy(reference, "p" + n, from, Policy.OPEN));
      }
      for (LocalDate from : List.copyOf(starts.keySet())) {
        LocalDate until = until(random, from, starts.higherKey(from));
        starts.put(from, policy(reference, starts.get(from).policyId(), from, until));
      }
      whole += isWholeAsWalked(starts) ? 1 : 0;
    }
    assertThat(whole).as("books without a gap or an overlap").isBetween(CASES / 8, CASES * 7 / 8);
  }

  /** Open, where the next starts, or anywhere. */
  private static LocalDate until(Random random, LocalDate from, LocalDate next) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> next == null ? Policy.OPEN : next;
      case 2 -> from.plusDays(1 + random.nextInt(4));
      default -> Policy.OPEN;
    };
  }

  private static boolean isWholeAsWalked(TreeMap<LocalDate, Policy> starts) {
    // By day, the policies that say that they are in force, day by day; one that says no end ends
    // where the next starts.
    Map<LocalDate, List<String>> inForce = new TreeMap<>();
    for (LocalDate day = FIRST; !day.equals(FIRST.plusDays(DAYS + 4)); day = day.plusDays(1)) {
      inForce.put(day, new ArrayList<>());
    }
    for (Policy policy : starts.values()) {
      for (LocalDate day = policy.effectiveFrom();
          inForce.containsKey(day) && !day.equals(policy.effectiveUntil());
          day = day.plusDays(1)) {
        boolean isOver = policy.effectiveUntil().equals(Policy.OPEN) && starts.containsKey(day);
        if (isOver && !day.equals(policy.effectiveFrom())) {
          break;
        }
        inForce.get(day).add(policy.policyId());
      }
    }
    boolean whole =
        inForce.keySet().stream()
            .filter(day -> !day.isBefore(starts.firstKey()) && !day.isAfter(starts.lastKey()))
            .allMatch(day -> inForce.get(day).size() == 1);
    // An overlap may reach beyond the start of the last policy.
    whole &= inForce.values().stream().allMatch(ids -> ids.size() <= 1);
    if (!whole) {
      assertThatThrownBy(() -> new PolicyBook(List.copyOf(starts.values())))
          .isInstanceOf(TributaryException.class)
          .hasMessageMatching(
              "(?s).*(No policy is in force from|are both in force from).* where the next starts, or"
                  + " leave effective-until out\\..*");
      return false;
    }
    PolicyBook book = new PolicyBook(List.copyOf(starts.values()));
    inForce.forEach(
        (day, ids) -> {
          if (ids.isEmpty()) {
            assertThatThrownBy(() -> book.inForceOn(day))
                .hasMessageStartingWith("No policy is in force on " + day + ": ");
          } else {
            assertThat(book.inForceOn(day).policyId()).isEqualTo(ids.get(0));
          }
        });
    return true;
  }

  private static Policy policy(Policy reference, String id, LocalDate from, LocalDate until) {
    return new Policy(
        id,
        from,
        until,
        reference.sha256(),
        reference.tokens(),
        reference.distributors(),
        reference.accounts(),
        reference.waterfall(),
        reference.agents(),
        reference.worth(),
        reference.defaultAttribution(),
        reference.attribution(),
        reference.payout(),
        reference.safety());
  }
}

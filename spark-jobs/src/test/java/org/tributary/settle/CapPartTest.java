package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A redistributing cap of 1,000, by hand and over random periods. */
class CapPartTest {
  private static final BigInteger CAP = BigInteger.valueOf(1000);
  private static final String LEFT = CapPart.LEFT.text();

  @Test
  void whatIsAboveGoesToTheOthersByWhatTheyEarned() {
    CapPart part = part(Map.of("ada", paid(1500), "ben", paid(300), "cleo", paid(200)));
    assertThat(moves(part.over(Map.of())))
        .isEqualTo(Map.of("ada", -500L, "ben", 300L, "cleo", 200L, LEFT, 0L));
    assertThat(numbers(part.running(Map.of()).kept())).isEqualTo(Map.of("ada", 500L));
  }

  @Test
  void heldMoneyIsNeverGivenAway() {
    // Of 1,500 there are 200 in dispute: 300 of 1,300 are above the cap.
    CapPart some =
        part(Map.of("ada", new CapPart.Earned(n(1500), n(200), false, n(0)), "ben", paid(300)));
    assertThat(moves(some.over(Map.of()))).isEqualTo(Map.of("ada", -300L, "ben", 300L, LEFT, 0L));
    assertThat(numbers(some.running(Map.of()).kept())).isEqualTo(Map.of("ada", 300L));
    // With 600 in dispute there is nothing above it, and all that isn't disputed is paid.
    CapPart most =
        part(Map.of("ada", new CapPart.Earned(n(1500), n(600), false, n(0)), "ben", paid(300)));
    assertThat(moves(most.over(Map.of()))).isEqualTo(Map.of("ada", 0L, "ben", 0L, LEFT, 0L));
    assertThat(most.running(Map.of()).kept()).isEmpty();
    CapPart shut =
        part(Map.of("ada", new CapPart.Earned(n(1500), n(0), true, n(0)), "ben", paid(300)));
    assertThat(moves(shut.over(Map.of()))).isEqualTo(Map.of("ada", 0L, "ben", 0L, LEFT, 0L));
    assertThat(shut.running(Map.of()).kept()).isEmpty();
  }

  @Test
  void whatWasGivenAwayStaysGivenWhenAHoldComesLater() {
    for (boolean shut : List.of(true, false)) {
      CapPart.Earned ada = new CapPart.Earned(n(1500), shut ? n(0) : n(900), shut, n(-500));
      CapPart.Earned ben = new CapPart.Earned(n(300), n(0), false, n(500));
      assertThat(moves(part(Map.of("ada", ada, "ben", ben)).over(Map.of())))
          .isEqualTo(Map.of("ada", -500L, "ben", 500L, LEFT, 0L));
      // 100 more are found, and they are as held as the rest: no more is given.
      CapPart.Earned late = new CapPart.Earned(n(1600), shut ? n(0) : n(900), shut, n(-500));
      assertThat(moves(part(Map.of("ada", late, "ben", ben)).over(Map.of())))
          .isEqualTo(Map.of("ada", -500L, "ben", 500L, LEFT, 0L));
    }
  }

  @Test
  void aGainByDisputedPayIsAsDisputed() {
    // 500 by 300 : 200. Of ben's 300 there are 100 in dispute: a third of his gain of 300.
    CapPart part =
        part(
            Map.of(
                "ada", paid(1500),
                "ben", new CapPart.Earned(n(300), n(100), false, n(0)),
                "cleo", paid(200)));
    CapPart.Result result = part.over(Map.of());
    assertThat(moves(result)).isEqualTo(Map.of("ada", -500L, "ben", 300L, "cleo", 200L, LEFT, 0L));
    assertThat(numbers(result.doubtful())).isEqualTo(Map.of("ben", 100L));
  }

  @Test
  void anotherPolicyInTheMonthGivesNoSecondAllowance() {
    CapPart first = part(Map.of("ada", paid(800), "ben", paid(100)));
    CapPart.Result one = first.over(Map.of());
    assertThat(moves(one)).isEqualTo(Map.of("ada", 0L, "ben", 0L, LEFT, 0L));
    // Ada has had 800, so there is room for 200 of 700; ben has room for 900.
    CapPart.Result two = part(Map.of("ada", paid(700), "ben", paid(100))).over(one.used());
    assertThat(moves(two)).isEqualTo(Map.of("ada", -500L, "ben", 500L, LEFT, 0L));
    assertThat(two.used()).isEqualTo(Map.of("ada", n(1000), "ben", n(700)));
    // Under a lower cap what was had before isn't taken back.
    CapPart low = new CapPart(Map.of("ada", paid(50)), n(500));
    assertThat(moves(low.over(one.used()))).isEqualTo(Map.of("ada", -50L, LEFT, 50L));
    assertThat(
            numbers(part(Map.of("ada", paid(700))).running(first.running(Map.of()).used()).kept()))
        .isEqualTo(Map.of("ada", 500L));
  }

  /** Conserving, blind to order, never above the cap with what isn't payable left out. */
  @Property(tries = 500)
  void everyPeriodAddsUp(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, CapPart.Earned> accounts = new TreeMap<>();
    Map<String, BigInteger> used = new HashMap<>();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      accounts.put("payee:" + i, earned(random));
      used.put("payee:" + i, n(random.nextInt(3) == 0 ? random.nextInt(1200) : 0));
    }
    CapPart.Result result = new CapPart(accounts, CAP).over(used);
    assertThat(sum(result.moves().values())).isEqualTo(n(0));
    BigInteger givable = n(0);
    for (Map.Entry<String, CapPart.Earned> account : accounts.entrySet()) {
      CapPart.Earned earned = account.getValue();
      BigInteger room = CAP.subtract(used.get(account.getKey())).max(n(0));
      BigInteger payable = earned.shut() ? n(0) : earned.amount().subtract(earned.disputed());
      BigInteger away = result.moves().get(account.getKey()).negate();
      // No more than what is payable above the room; else no more than was given before.
      assertThat(away.max(n(0)))
          .isLessThanOrEqualTo(
              payable.subtract(room).max(n(0)).max(earned.moved().negate().max(n(0))));
      givable = givable.add(away.max(n(0)));
      BigInteger gain = away.negate().max(n(0));
      if (gain.signum() > 0) {
        assertThat(earned.amount().add(gain)).isLessThanOrEqualTo(room);
      }
      BigInteger doubtful = result.doubtful().getOrDefault(account.getKey(), n(0));
      assertThat(doubtful).isLessThanOrEqualTo(gain);
      assertThat(doubtful.multiply(earned.amount()))
          .isGreaterThanOrEqualTo(gain.multiply(earned.disputed()));
    }
    assertThat(result.moves().get(LEFT)).isBetween(n(0), givable);
    assertThat(new CapPart(new HashMap<>(accounts), CAP).over(used)).isEqualTo(result);
    assertAgainMovesNothing(accounts, used, result);
  }

  /**
   * Posting what a night moves and computing again gives the same target: nothing is left to move.
   */
  private static void assertAgainMovesNothing(
      Map<String, CapPart.Earned> accounts, Map<String, BigInteger> used, CapPart.Result result) {
    Map<String, CapPart.Earned> after = new TreeMap<>();
    accounts.forEach(
        (account, e) ->
            after.put(
                account,
                new CapPart.Earned(
                    e.amount(), e.disputed(), e.shut(), result.moves().get(account))));
    assertThat(new CapPart(after, CAP).over(used).moves()).isEqualTo(result.moves());
  }

  private static CapPart.Earned earned(Random random) {
    int amount = random.nextInt(4) == 0 ? random.nextInt(3000) : random.nextInt(400);
    int disputed = random.nextInt(3) == 0 && amount > 0 ? random.nextInt(amount + 1) : 0;
    int moved = random.nextInt(3) == 0 ? random.nextInt(600) - 300 : 0;
    return new CapPart.Earned(n(amount), n(disputed), random.nextInt(6) == 0, n(moved));
  }

  private static CapPart part(Map<String, CapPart.Earned> accounts) {
    return new CapPart(accounts, CAP);
  }

  private static CapPart.Earned paid(long amount) {
    return new CapPart.Earned(n(amount), n(0), false, n(0));
  }

  private static Map<String, Long> moves(CapPart.Result result) {
    return numbers(result.moves());
  }

  private static Map<String, Long> numbers(Map<String, BigInteger> amounts) {
    Map<String, Long> numbers = new HashMap<>();
    amounts.forEach((account, amount) -> numbers.put(account, amount.longValueExact()));
    return numbers;
  }

  private static BigInteger sum(Iterable<BigInteger> amounts) {
    BigInteger sum = BigInteger.ZERO;
    for (BigInteger amount : amounts) {
      sum = sum.add(amount);
    }
    return sum;
  }

  private static BigInteger n(long number) {
    return BigInteger.valueOf(number);
  }
}

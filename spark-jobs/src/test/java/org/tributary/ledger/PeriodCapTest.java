package org.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PeriodCapTest {
  @Test
  void whatIsAboveGoesToTheOthersByWhatTheyEarned() {
    // Of 1,500 ada keeps 1,000. 500 go to ben (300) and cleo (200): 300 and 200.
    assertThat(capped(1000, Map.of("ada", 1500, "ben", 300, "cleo", 200)))
        .isEqualTo("{ada=1000, ben=600, cleo=400} left 0");
  }

  @Test
  void whoReachesTheCapOnTheWayPassesTheRestOn() {
    // 600 go by 900 : 300 to ben 450 and cleo 150; ben has room for 100 only, so 350 more for cleo.
    assertThat(capped(1000, Map.of("ada", 1600, "ben", 900, "cleo", 300)))
        .isEqualTo("{ada=1000, ben=1000, cleo=800} left 0");
  }

  @Test
  void whatNobodyHasRoomForIsTold() {
    assertThat(capped(1000, Map.of("ada", 1600, "ben", 900)))
        .isEqualTo("{ada=1000, ben=1000} left 500");
    assertThat(capped(1000, Map.of("ada", 1600))).isEqualTo("{ada=1000} left 600");
    assertThat(capped(1000, Map.of())).isEqualTo("{} left 0");
  }

  @Test
  void remaindersGoByLargestRemainderThenByName() {
    // 10 by 1 : 1 : 1 is 3 1/3 each: ben, who comes first, gets the unit that is left.
    assertThat(capped(100, Map.of("ada", 110, "ben", 1, "cleo", 1, "dan", 1)))
        .isEqualTo("{ada=100, ben=5, cleo=4, dan=4} left 0");
  }

  @Property
  void nothingIsLostNobodyIsAboveAndNobodyLosesBelow(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 500) Integer> earned,
      @ForAll @IntRange(min = 1, max = 400) int cap) {
    Map<String, BigInteger> amounts = new TreeMap<>();
    for (int i = 0; i < earned.size(); i++) {
      amounts.put("p" + i, BigInteger.valueOf(earned.get(i)));
    }
    BigInteger most = BigInteger.valueOf(cap);
    PeriodCap.Capped result = PeriodCap.redistribute(amounts, most);
    assertThat(result.amounts().values().stream().reduce(result.left(), BigInteger::add))
        .isEqualTo(amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add));
    result
        .amounts()
        .forEach(
            (payee, amount) -> {
              assertThat(amount).isLessThanOrEqualTo(most);
              assertThat(amount).isGreaterThanOrEqualTo(amounts.get(payee).min(most));
            });
    boolean room =
        result.amounts().entrySet().stream()
            .anyMatch(
                payee ->
                    payee.getValue().compareTo(most) < 0
                        && amounts.get(payee.getKey()).signum() > 0);
    assertThat(room && result.left().signum() > 0)
        .as("nothing is left where there is room")
        .isFalse();

    List<String> names = new ArrayList<>(amounts.keySet());
    Collections.reverse(names);
    Map<String, BigInteger> otherOrder = new HashMap<>();
    names.forEach(name -> otherOrder.put(name, amounts.get(name)));
    assertThat(PeriodCap.redistribute(otherOrder, most)).isEqualTo(result);
  }

  private static String capped(int cap, Map<String, Integer> earned) {
    Map<String, BigInteger> amounts = new HashMap<>();
    earned.forEach((payee, amount) -> amounts.put(payee, BigInteger.valueOf(amount)));
    PeriodCap.Capped result = PeriodCap.redistribute(amounts, BigInteger.valueOf(cap));
    return result.amounts() + " left " + result.left();
  }
}

package org.tributary.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.TributaryException;

/** Every date has exactly one policy, whatever starts and ends where. */
class EffectiveDatesTest {
  private static final Policy REFERENCE = PolicyReader.reference();
  private static final int CASES = 1_000;

  /** A span with a leap day and two turns of a year. */
  private static final LocalDate FIRST = LocalDate.parse("2027-12-20");

  private static final int DAYS = 400;

  @Test
  void everyDayIsSettledUnderExactlyOnePolicy() {
    Random random = new Random(6);
    for (int each = 0; each < CASES; each++) {
      List<LocalDate> starts = starts(random);
      List<Policy> policies = new ArrayList<>();
      for (int i = 0; i < starts.size(); i++) {
        boolean isLast = i + 1 == starts.size();
        boolean ends = !isLast && random.nextBoolean();
        policies.add(policy(starts.get(i), ends ? starts.get(i + 1) : Policy.OPEN));
      }
      Collections.shuffle(policies, random);
      PolicyBook book = new PolicyBook(policies);
      for (int day = 0; day < DAYS; day++) {
        LocalDate date = FIRST.plusDays(day);
        List<LocalDate> begun = starts.stream().filter(start -> !start.isAfter(date)).toList();
        if (begun.isEmpty()) {
          assertThatThrownBy(() -> book.inForceOn(date))
              .isInstanceOf(TributaryException.class)
              .hasMessageStartingWith("No policy is in force on " + date);
        } else {
          assertThat(book.inForceOn(date).effectiveFrom()).isEqualTo(Collections.max(begun));
        }
      }
    }
  }

  @Test
  void anEndThatIsNoStartIsAGapOrAnOverlap() {
    Random random = new Random(7);
    for (int each = 0; each < CASES; each++) {
      List<LocalDate> starts = starts(random);
      if (starts.size() < 2) {
        continue;
      }
      int off = 1 + random.nextInt(3);
      boolean gap = random.nextBoolean() && starts.get(1).minusDays(off).isAfter(starts.get(0));
      List<Policy> policies = new ArrayList<>();
      policies.add(
          policy(starts.get(0), gap ? starts.get(1).minusDays(off) : starts.get(1).plusDays(off)));
      starts.stream().skip(1).forEach(start -> policies.add(policy(start, Policy.OPEN)));
      assertThat(PolicyBook.problems(policies))
          .singleElement()
          .asString()
          .contains(gap ? "No policy is in force from" : "are both in force from");
    }
  }

  private static List<LocalDate> starts(Random random) {
    TreeSet<LocalDate> starts = new TreeSet<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      starts.add(
          random.nextInt(5) == 0
              ? LocalDate.parse("2028-02-29")
              : FIRST.plusDays(random.nextInt(DAYS)));
    }
    return List.copyOf(starts);
  }

  private static Policy policy(LocalDate from, LocalDate until) {
    return new Policy(
        "from-" + from,
        from,
        until,
        REFERENCE.sha256(),
        REFERENCE.tokens(),
        REFERENCE.distributors(),
        REFERENCE.accounts(),
        REFERENCE.waterfall(),
        REFERENCE.agents(),
        REFERENCE.worth(),
        REFERENCE.defaultAttribution(),
        Map.of(),
        REFERENCE.payout(),
        REFERENCE.safety());
  }
}

package org.tributary.settle;

import java.time.LocalDate;
import org.tributary.schemas.policy.PayoutRule;

/** Calendar periods of caps, UTC. */
final class CapPeriod {
  private CapPeriod() {}

  static LocalDate start(PayoutRule.Period period, LocalDate date) {
    return switch (period) {
      case DAY -> date;
      case MONTH -> date.withDayOfMonth(1);
    };
  }

  /** First date after the period. */
  static LocalDate end(PayoutRule.Period period, LocalDate date) {
    LocalDate start = start(period, date);
    return switch (period) {
      case DAY -> start.plusDays(1);
      case MONTH -> start.plusMonths(1);
    };
  }
}

package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressHistoryTest {
  private static final LocalDate JAN_10 = LocalDate.of(2026, 1, 10);

  @Test
  void aChangeWaitsFromItsStart() {
    AddressHistory history = history(JAN_10.minusDays(9), "0xa", JAN_10, "0xb");
    assertThat(history.coolsUntil(JAN_10, 3, Optional.empty())).contains(JAN_10.plusDays(3));
    assertThat(history.coolsUntil(JAN_10.plusDays(3), 3, Optional.empty())).isEmpty();
    assertThat(
            history(JAN_10.minusDays(9), "0xa", JAN_10, "0xA")
                .coolsUntil(JAN_10, 3, Optional.empty()))
        .as("the same address again")
        .isEmpty();
  }

  @Test
  void aChangeThatWasDatedBackWaitsFromTheRunThatSawIt() {
    AddressHistory back = history(JAN_10.minusDays(99), "0xa", JAN_10.minusDays(50), "0xb");
    assertThat(back.coolsUntil(JAN_10, 3, Optional.of(JAN_10))).contains(JAN_10.plusDays(3));
    AddressHistory updated = new AddressHistory(List.of(entry(JAN_10.minusDays(99), "0xb")));
    assertThat(updated.coolsUntil(JAN_10, 3, Optional.of(JAN_10))).contains(JAN_10.plusDays(3));
    assertThat(updated.coolsUntil(JAN_10.plusDays(2), 3, Optional.of(JAN_10)))
        .contains(JAN_10.plusDays(3));
    assertThat(updated.coolsUntil(JAN_10.plusDays(3), 3, Optional.of(JAN_10))).isEmpty();
    assertThat(updated.coolsUntil(JAN_10, 0, Optional.of(JAN_10))).isEmpty();
  }

  private static AddressHistory history(LocalDate one, String first, LocalDate two, String second) {
    return new AddressHistory(List.of(entry(two, second), entry(one, first)));
  }

  private static AddressHistory.Entry entry(LocalDate from, String address) {
    return new AddressHistory.Entry(from, address);
  }
}

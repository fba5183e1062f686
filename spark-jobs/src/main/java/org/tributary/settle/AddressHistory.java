package org.tributary.settle;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The payout addresses of an account on one chain.
 *
 * @param entries in any order, no two of the same start date
 */
record AddressHistory(List<Entry> entries) {
  /**
   * An address from a date on.
   *
   * @param validFrom first close date that pays to it
   */
  record Entry(LocalDate validFrom, String address) {}

  AddressHistory {
    entries = entries.stream().sorted(Comparator.comparing(Entry::validFrom)).toList();
  }

  /** The address that started last. */
  Optional<String> inForceOn(LocalDate closeDate) {
    return last(closeDate).map(Entry::address);
  }

  /**
   * First close date that pays to the address in force, where it has yet to come: a change waits
   * {@code days}; the first address doesn't, nor does a registration of the same address again.
   */
  Optional<LocalDate> coolsUntil(LocalDate closeDate, int days) {
    Entry changed = null;
    Entry before = null;
    for (Entry entry : entries) {
      if (entry.validFrom().isAfter(closeDate)) {
        break;
      }
      if (before != null && !before.address().equalsIgnoreCase(entry.address())) {
        changed = entry;
      }
      before = entry;
    }
    return Optional.ofNullable(changed)
        .map(entry -> entry.validFrom().plusDays(days))
        .filter(until -> until.isAfter(closeDate));
  }

  private Optional<Entry> last(LocalDate closeDate) {
    return entries.stream()
        .filter(entry -> !entry.validFrom().isAfter(closeDate))
        .reduce((earlier, later) -> later);
  }
}

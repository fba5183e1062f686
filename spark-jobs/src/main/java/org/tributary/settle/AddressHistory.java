package org.tributary.settle;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
   *
   * @param seen close date of the first run that saw the address in place of another: a start date
   *     that was dated back doesn't shorten the wait, since nobody could object before
   */
  Optional<LocalDate> coolsUntil(LocalDate closeDate, int days, Optional<LocalDate> seen) {
    return Stream.concat(changed(closeDate).stream(), seen.stream())
        .max(Comparator.naturalOrder())
        .map(from -> from.plusDays(days))
        .filter(until -> until.isAfter(closeDate));
  }

  /** When the address in force took the place of another, as the registry says. */
  private Optional<LocalDate> changed(LocalDate closeDate) {
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
    return Optional.ofNullable(changed).map(Entry::validFrom);
  }

  private Optional<Entry> last(LocalDate closeDate) {
    return entries.stream()
        .filter(entry -> !entry.validFrom().isAfter(closeDate))
        .reduce((earlier, later) -> later);
  }
}

package org.tributary.reports.export;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a journal says, the oldest line first. */
record History(List<JournalEntry> entries) {
  History {
    entries = List.copyOf(entries);
  }

  /** State of the settlement with that manifest. */
  SettlementState stateOf(String manifestSha256) {
    return entries.stream()
        .filter(entry -> entry.manifestSha256().equals(manifestSha256))
        .map(JournalEntry::state)
        .reduce(SettlementState.COMPUTED, (before, after) -> after);
  }

  /** The last line of a settlement in a state. */
  Optional<JournalEntry> find(SettlementState state, String manifestSha256) {
    return entries.stream()
        .filter(entry -> entry.state() == state && entry.manifestSha256().equals(manifestSha256))
        .reduce((before, after) -> after);
  }

  /** All lines of a state, the oldest first. */
  List<JournalEntry> all(SettlementState state) {
    return entries.stream().filter(entry -> entry.state() == state).toList();
  }

  /** The last export. */
  Optional<JournalEntry> lastExport() {
    return all(SettlementState.EXPORTED).stream().reduce((before, after) -> after);
  }

  /** What all exports that were begun say under a name, whether or not they were finished. */
  Set<String> begun(String detail) {
    return all(SettlementState.APPROVED).stream()
        .map(entry -> entry.details().getOrDefault(detail, ""))
        .collect(Collectors.toSet());
  }

  /** What all exports say under a name. */
  Set<String> exported(String detail) {
    return all(SettlementState.EXPORTED).stream()
        .map(entry -> entry.details().getOrDefault(detail, ""))
        .collect(Collectors.toSet());
  }
}

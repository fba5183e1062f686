package org.tributary.maintain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether files that went out of use before an instant may be deleted. A pinned version breaks when
 * a later commit took files out of the table before that instant: they may be the version's.
 */
final class Retention {
  private Retention() {}

  /**
   * The pin that would break, with the removal that breaks it; of several the one whose removal is
   * the oldest, so that keeping all since then keeps every pin.
   *
   * @param pins versions that must stay readable
   * @param removals of the table
   * @param cutoff files that went out of use before are deleted
   */
  static Optional<Broken> broken(List<Pin> pins, List<Removal> removals, Instant cutoff) {
    return pins.stream()
        .flatMap(
            pin ->
                removals.stream()
                    .filter(removal -> removal.version() > pin.version())
                    .filter(removal -> removal.at().isBefore(cutoff))
                    .map(removal -> new Broken(pin, removal)))
        .min(
            Comparator.comparing((Broken each) -> each.removal().at())
                .thenComparing(each -> each.pin().version())
                .thenComparing(each -> each.pin().closeDate())
                .thenComparing(each -> each.pin().runId()));
  }

  /** A pinned version, and the commit whose files it needs. */
  record Broken(Pin pin, Removal removal) {}
}

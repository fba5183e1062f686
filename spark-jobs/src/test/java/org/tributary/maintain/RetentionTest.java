package org.tributary.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final LocalDate JUNE_1 = LocalDate.parse("2026-06-01");

  /**
   * By hand: version 3 is pinned. Commit 2 took files out at hour 20, commit 5 at hour 50. Version
   * 3 needs what commit 5 took out, and not what commit 2 did.
   */
  @Test
  void aVersionNeedsWhatLaterCommitsTookOut() {
    List<Pin> pins = List.of(new Pin(3, "run", JUNE_1));
    List<Removal> removals = List.of(new Removal(2, hour(20)), new Removal(5, hour(50)));
    assertThat(Retention.broken(pins, removals, hour(49))).isEmpty();
    assertThat(Retention.broken(pins, removals, hour(50))).isEmpty();
    assertThat(Retention.broken(pins, removals, hour(51)))
        .contains(new Retention.Broken(pins.get(0), removals.get(1)));
    assertThat(Retention.broken(List.of(), removals, hour(99))).isEmpty();
  }

  /** What is named is the oldest removal of all that break a pin: keeping since then is enough. */
  @Property(tries = 500)
  void keepingSinceTheNamedRemovalKeepsEveryPin(
      @ForAll @Size(max = 4) List<@IntRange(max = 9) Integer> versions,
      @ForAll @Size(max = 6) List<@IntRange(max = 9) Integer> commits,
      @ForAll @IntRange(max = 12) int cutoff) {
    List<Pin> pins = versions.stream().map(each -> new Pin(each, "run" + each, JUNE_1)).toList();
    List<Removal> removals = commits.stream().map(each -> new Removal(each, hour(each))).toList();
    Optional<Retention.Broken> broken = Retention.broken(pins, removals, hour(cutoff));
    boolean breaks =
        versions.stream()
            .anyMatch(pin -> commits.stream().anyMatch(each -> each > pin && each < cutoff));
    assertThat(broken.isPresent()).isEqualTo(breaks);
    broken.ifPresent(
        each -> assertThat(Retention.broken(pins, removals, each.removal().at())).isEmpty());
  }

  private static Instant hour(int hour) {
    return Instant.EPOCH.plusSeconds(3600L * hour);
  }
}

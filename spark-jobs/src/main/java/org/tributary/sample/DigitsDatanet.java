package org.tributary.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.tributary.sample.digits.DigitsData;

/**
 * Datanet digits: the published images, divided among contributors of very different size and
 * quality, in three versions. The first holds about 60 percent, the others add; one contributor
 * withdraws images in the third.
 */
final class DigitsDatanet {
  static final String ID = "digits";
  static final int LAST_VERSION = 3;

  private static final List<LocalDate> RELEASED =
      List.of(LocalDate.of(2026, 1, 15), LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 15));
  private static final int ACCEPTANCE_DAYS = 28;
  private static final int SECONDS_PER_DAY = 86_400;

  private final World world;
  private final DigitsData data;
  private final int[] order;
  private final List<String> people;
  private final List<DigitContribution> contributions;

  private DigitsDatanet(World world, DigitsData data) {
    this.world = world;
    this.data = data;
    this.order = world.draws("digits/order").permutation(data.size());
    this.people = People.names(world.digitContributors()).stream().map(People::id).toList();
    List<DigitContribution> drafts = new ArrayList<>(originals());
    drafts.addAll(copies(drafts));
    this.contributions = numbered(withdrawn(drafts));
  }

  static DigitsDatanet of(World world, DigitsData data) {
    return new DigitsDatanet(world, data);
  }

  static LocalDate released(int version) {
    return RELEASED.get(version - 1);
  }

  /** All contributions of all versions, by id. */
  List<DigitContribution> contributions() {
    return contributions;
  }

  /** What a version holds, by id. */
  List<DigitContribution> in(int version) {
    return contributions.stream().filter(contribution -> contribution.isIn(version)).toList();
  }

  /** Rows of the published images that no contributor submitted: what the model is asked about. */
  int[] heldOut() {
    return Arrays.copyOfRange(order, world.digitImages(), order.length);
  }

  private List<DigitContribution> originals() {
    Draws draws = world.draws("digits/originals");
    List<DigitContribution> originals = new ArrayList<>();
    for (int i = 0; i < world.digitImages(); i++) {
      int owner = owner(draws);
      String contributor = people.get(owner);
      int[] pixels = data.pixels(order[i]);
      int label = data.label(order[i]);
      if (People.isNoisy(owner)) {
        pixels = changed(pixels, 12, 3, draws);
      }
      if (contributor.equals(People.mislabeler())) {
        label = (label + draws.between(1, 9)) % 10;
      }
      int percent = draws.below(100);
      int version = percent < 60 ? 1 : percent < 85 ? 2 : 3;
      originals.add(
          new DigitContribution(
              "", contributor, pixels, label, acceptedAt(version, draws), version, null));
    }
    return originals;
  }

  /** Few contributors hold much: shares fall like 1/(rank + 3). The copier has nothing own. */
  private int owner(Draws draws) {
    int[] parts = new int[people.size()];
    for (int rank = 0; rank < parts.length; rank++) {
      parts[rank] = people.get(rank).equals(People.copier()) ? 0 : 3_000 / (rank + 3);
    }
    int point = draws.below(Arrays.stream(parts).sum());
    int owner = 0;
    while (point >= parts[owner]) {
      point -= parts[owner];
      owner++;
    }
    return owner;
  }

  private List<DigitContribution> copies(List<DigitContribution> originals) {
    Draws draws = world.draws("digits/copies");
    List<DigitContribution> first =
        originals.stream().filter(original -> original.addedInVersion() == 1).toList();
    List<DigitContribution> copies = new ArrayList<>();
    int count = 2 * Math.max(1, world.digitImages() / 60);
    for (int i = 0; i < count; i++) {
      DigitContribution original = draws.pick(first);
      boolean exact = i % 2 == 0;
      int version = draws.between(2, LAST_VERSION);
      copies.add(
          new DigitContribution(
              "",
              People.copier(),
              exact ? original.pixels() : changed(original.pixels(), 3, 1, draws),
              original.label(),
              acceptedAt(version, draws),
              version,
              null));
    }
    return copies;
  }

  private List<DigitContribution> withdrawn(List<DigitContribution> drafts) {
    int left = Math.max(1, world.digitImages() / 160);
    List<DigitContribution> result = new ArrayList<>();
    for (DigitContribution draft : drafts) {
      boolean goes =
          left > 0
              && draft.contributorId().equals(People.withdrawer())
              && draft.addedInVersion() < LAST_VERSION;
      result.add(goes ? draft.withdrawnIn(LAST_VERSION) : draft);
      left -= goes ? 1 : 0;
    }
    return result;
  }

  private static List<DigitContribution> numbered(List<DigitContribution> drafts) {
    List<DigitContribution> sorted = new ArrayList<>(drafts);
    sorted.sort(Comparator.comparing(DigitContribution::acceptedAt));
    List<DigitContribution> numbered = new ArrayList<>();
    for (DigitContribution draft : sorted) {
      numbered.add(draft.named(String.format(Locale.ROOT, "digit-%05d", numbered.size() + 1)));
    }
    return List.copyOf(numbered);
  }

  /** {@code count} pixels moved by one to {@code most} steps of grey, at least by one. */
  private static int[] changed(int[] pixels, int count, int most, Draws draws) {
    int[] changed = pixels.clone();
    int[] order = draws.permutation(changed.length);
    for (int i = 0; i < count; i++) {
      int before = changed[order[i]];
      boolean lighter = before == DigitsData.MAX_PIXEL || (before > 0 && draws.chance(50));
      int step = draws.between(1, most);
      changed[order[i]] =
          lighter ? Math.max(0, before - step) : Math.min(DigitsData.MAX_PIXEL, before + step);
    }
    return changed;
  }

  private static Instant acceptedAt(int version, Draws draws) {
    int seconds = draws.between(SECONDS_PER_DAY, ACCEPTANCE_DAYS * SECONDS_PER_DAY);
    return RELEASED
        .get(version - 1)
        .atTime(LocalTime.MIDNIGHT)
        .toInstant(ZoneOffset.UTC)
        .minusSeconds(seconds);
  }
}

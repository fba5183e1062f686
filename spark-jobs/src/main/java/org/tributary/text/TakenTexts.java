package org.tributary.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which runs of texts somebody else had before, in memory. */
public final class TakenTexts {
  private static final int NOBODY = -1;

  private TakenTexts() {}

  /**
   * A text.
   *
   * @param claimant who submitted it
   * @param acceptedAt when it was accepted, any unit
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; read only
  public record Text(String claimant, long acceptedAt, int[] tokens) {}

  /** Who has a run at a place of a text. */
  private record Holder(long run, long acceptedAt, int claimant, int text, int place) {
    static final Comparator<Holder> ORDER =
        Comparator.comparingLong(Holder::run).thenComparingLong(Holder::acceptedAt);
  }

  /**
   * Of each text where the runs start that others had before.
   *
   * @param background what nobody has
   */
  public static List<BitSet> of(TextRuns runs, List<Text> texts, List<int[]> background) {
    Map<String, Integer> claimants = new HashMap<>();
    List<Holder> holders = new ArrayList<>();
    for (int text = 0; text < texts.size(); text++) {
      Text each = texts.get(text);
      int claimant = claimants.computeIfAbsent(each.claimant(), name -> claimants.size());
      add(holders, runs.of(each.tokens()), each.acceptedAt(), claimant, text);
    }
    background.forEach(tokens -> add(holders, runs.of(tokens), Long.MIN_VALUE, NOBODY, NOBODY));
    holders.sort(Holder.ORDER);
    List<BitSet> taken = texts.stream().map(each -> new BitSet()).toList();
    FirstHolders first = new FirstHolders();
    for (Holder each : holders) {
      if (first.taken(each.run(), each.claimant(), each.acceptedAt())) {
        taken.get(each.text()).set(each.place());
      }
    }
    return taken;
  }

  private static void add(
      List<Holder> holders, long[] runs, long acceptedAt, int claimant, int text) {
    for (int place = 0; place < runs.length; place++) {
      holders.add(new Holder(runs[place], acceptedAt, claimant, text, place));
    }
  }
}

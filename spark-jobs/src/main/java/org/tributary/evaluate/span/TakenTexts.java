package org.tributary.evaluate.span;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tributary.text.FirstHolders;
import org.tributary.text.TextRuns;

/** Which runs of contributions somebody else had before, in memory. */
final class TakenTexts {
  private static final int KEY = 1;
  private static final int NOBODY = -1;

  private TakenTexts() {}

  /** Who has a run at a place of a document. */
  private record Holder(long run, long acceptedAt, int claimant, int document, int place) {
    static final Comparator<Holder> ORDER =
        Comparator.comparingLong(Holder::run).thenComparingLong(Holder::acceptedAt);
  }

  /**
   * Of each contribution where the runs start that others had before.
   *
   * @param background what nobody has
   * @param run tokens of a run
   */
  static List<BitSet> of(List<Contribution> members, List<int[]> background, int run) {
    TextRuns runs = new TextRuns(run, KEY);
    Map<String, Integer> claimants = new HashMap<>();
    List<Holder> holders = new ArrayList<>();
    for (int document = 0; document < members.size(); document++) {
      Contribution each = members.get(document);
      int claimant = claimants.computeIfAbsent(each.contributor(), name -> claimants.size());
      add(holders, runs.of(each.tokens()), each.acceptedAt(), claimant, document);
    }
    background.forEach(tokens -> add(holders, runs.of(tokens), Long.MIN_VALUE, NOBODY, NOBODY));
    holders.sort(Holder.ORDER);
    List<BitSet> taken = members.stream().map(each -> new BitSet()).toList();
    FirstHolders first = new FirstHolders();
    for (Holder each : holders) {
      if (first.taken(each.run(), each.claimant(), each.acceptedAt())) {
        taken.get(each.document()).set(each.place());
      }
    }
    return taken;
  }

  private static void add(
      List<Holder> holders, long[] runs, long acceptedAt, int claimant, int document) {
    for (int place = 0; place < runs.length; place++) {
      holders.add(new Holder(runs[place], acceptedAt, claimant, document, place));
    }
  }
}

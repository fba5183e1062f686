package org.tributary.attribute.influence;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The strongest contributions of each inference of a batch: by descending |score|, then
 * contributor, then contribution id. In flat arrays, since there may be millions.
 */
final class Evidence implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int places;
  private final int[] taken;
  private final long[] scores;
  private final int[] contributors;
  private final UTF8String[] ids;

  /** One inference's entries while two lists are merged. */
  private transient long[] mergedScores;

  private transient int[] mergedContributors;
  private transient UTF8String[] mergedIds;

  Evidence(int inferences, int places) {
    this.places = places;
    this.taken = new int[inferences];
    int size = Math.multiplyExact(inferences, places);
    this.scores = new long[size];
    this.contributors = new int[size];
    this.ids = new UTF8String[size];
  }

  void clear() {
    Arrays.fill(taken, 0);
  }

  int size(int inference) {
    return taken[inference];
  }

  long score(int inference, int rank) {
    return scores[inference * places + rank];
  }

  int contributor(int inference, int rank) {
    return contributors[inference * places + rank];
  }

  UTF8String id(int inference, int rank) {
    return ids[inference * places + rank];
  }

  /** A magnitude below which nothing can come in any more; 1 while there is room. */
  long weakest(int inference) {
    boolean full = places > 0 && taken[inference] == places;
    return full ? Math.abs(score(inference, places - 1)) : 1;
  }

  /** Adds an entry behind those that are there: it must rank after them. */
  void append(int inference, long score, int contributor, UTF8String id) {
    int at = inference * places + taken[inference]++;
    scores[at] = score;
    contributors[at] = contributor;
    ids[at] = id;
  }

  /** Merges the entries of {@code other}'s inference {@code from} into those of {@code to}. */
  void merge(int to, Evidence other, int from) {
    if (other.taken[from] == 0) {
      return;
    }
    if (mergedScores == null) {
      mergedScores = new long[places];
      mergedContributors = new int[places];
      mergedIds = new UTF8String[places];
    }
    int mine = to * places;
    int others = from * other.places;
    int endOfMine = mine + taken[to];
    int endOfOthers = others + other.taken[from];
    int count = 0;
    while (count < places && (mine < endOfMine || others < endOfOthers)) {
      boolean takeMine =
          others == endOfOthers || (mine < endOfMine && !isBefore(other, others, this, mine));
      Evidence source = takeMine ? this : other;
      int at = takeMine ? mine++ : others++;
      mergedScores[count] = source.scores[at];
      mergedContributors[count] = source.contributors[at];
      mergedIds[count++] = source.ids[at];
    }
    System.arraycopy(mergedScores, 0, scores, to * places, count);
    System.arraycopy(mergedContributors, 0, contributors, to * places, count);
    System.arraycopy(mergedIds, 0, ids, to * places, count);
    taken[to] = count;
  }

  private static boolean isBefore(Evidence a, int atA, Evidence b, int atB) {
    long one = Math.abs(a.scores[atA]);
    long other = Math.abs(b.scores[atB]);
    if (one != other) {
      return one > other;
    }
    if (a.contributors[atA] != b.contributors[atB]) {
      return a.contributors[atA] < b.contributors[atB];
    }
    return a.ids[atA].compareTo(b.ids[atB]) < 0;
  }
}

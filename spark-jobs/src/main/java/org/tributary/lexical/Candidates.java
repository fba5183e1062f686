package org.tributary.lexical;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The best contributions for an output, one of each contributor: whoever submits a thousand takes
 * no more places than who submits one.
 */
public final class Candidates implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int most;
  private final List<Candidate> best = new ArrayList<>();

  /**
   * @param most how many are kept, at least 1
   */
  public Candidates(int most) {
    this.most = most;
  }

  /** Whether a contribution of such a score could have a place. */
  boolean mayTake(long score) {
    return best.size() < most || score >= best.get(best.size() - 1).score();
  }

  /** Takes one, if it is good enough. */
  void offer(Candidate one) {
    String contributor = one.source().contributorId();
    for (int at = 0; at < best.size(); at++) {
      if (best.get(at).source().contributorId().equals(contributor)) {
        if (Candidate.BEST.compare(one, best.get(at)) < 0) {
          best.remove(at);
          insert(one);
        }
        return;
      }
    }
    insert(one);
    if (best.size() > most) {
      best.remove(best.size() - 1);
    }
  }

  private void insert(Candidate one) {
    int at = best.size();
    while (at > 0 && Candidate.BEST.compare(one, best.get(at - 1)) < 0) {
      at--;
    }
    best.add(at, one);
  }

  /** Those of both, in any order. */
  public Candidates plus(Candidates other) {
    Candidates both = new Candidates(most);
    both.best.addAll(best);
    other.best.forEach(both::offer);
    return both;
  }

  /** The best first. */
  List<Candidate> best() {
    return best;
  }
}

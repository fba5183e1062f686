package org.tributary.attribute.influence;

import java.util.ArrayList;
import java.util.List;
import org.tributary.attribute.influence.ContributorValue.Evidence;
import org.tributary.influence.WideSums;

/**
 * The strongest contributions of every contributor for one inference, by descending |score|, then
 * ascending contribution id.
 */
final class EvidenceBoard {
  private final InfluenceModel model;
  private final int places;
  private final Places[] boards;

  EvidenceBoard(InfluenceModel model, int places) {
    this.model = model;
    this.places = places;
    this.boards = new Places[model.contributors().size()];
  }

  /** The places of one contributor, best first. */
  private static final class Places {
    private final int[] contribution;
    private final WideSums scores;
    private int taken;

    Places(int places) {
      contribution = new int[places];
      scores = new WideSums(places);
    }
  }

  /**
   * Offers a score. Contributions come in ascending order of their ids within a contributor, so an
   * equal score that comes later ranks behind.
   */
  void offer(int contribution, WideSums scores, int at) {
    if (places == 0) {
      return;
    }
    int contributor = model.contributorOf(contribution);
    if (boards[contributor] == null) {
      boards[contributor] = new Places(places);
    }
    Places board = boards[contributor];
    int rank = board.taken;
    while (rank > 0 && WideSums.compareMagnitude(scores, at, board.scores, rank - 1) > 0) {
      rank--;
    }
    if (rank == places) {
      return;
    }
    for (int i = Math.min(board.taken, places - 1); i > rank; i--) {
      board.contribution[i] = board.contribution[i - 1];
      board.scores.copyFrom(i, board.scores, i - 1);
    }
    board.contribution[rank] = contribution;
    board.scores.copyFrom(rank, scores, at);
    board.taken = Math.min(places, board.taken + 1);
  }

  /** The contributor's strongest, best first. */
  List<Evidence> strongest(int contributor) {
    Places board = boards[contributor];
    List<Evidence> evidence = new ArrayList<>();
    for (int rank = 0; board != null && rank < board.taken; rank++) {
      evidence.add(
          new Evidence(model.contributionId(board.contribution[rank]), board.scores.exact(rank)));
    }
    return List.copyOf(evidence);
  }
}

package org.tributary.attribute.influence;

import java.io.Serializable;
import org.tributary.gpu.ScoreSums;

/**
 * What some of the training rows say about a batch. Parts that together have every row once add up
 * to the whole, in any order.
 *
 * @param batch the inferences
 * @param sums by chunk, for all contributors; every chunk but the last has {@code chunk} inferences
 * @param chunk inferences of a chunk
 * @param evidence by inference
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BatchScores(InferenceBatch batch, ScoreSums[] sums, int chunk, Evidence evidence)
    implements Serializable {
  /** Takes the scores of other rows of the same batch in. */
  BatchScores plus(BatchScores other) {
    for (int chunk = 0; chunk < sums.length; chunk++) {
      sums[chunk].addAll(other.sums[chunk], 0);
    }
    for (int each = 0; each < batch.size(); each++) {
      evidence.merge(each, other.evidence, each);
    }
    return this;
  }
}

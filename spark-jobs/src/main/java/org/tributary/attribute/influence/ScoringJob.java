package org.tributary.attribute.influence;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.gpu.ScoringBlock;
import org.tributary.influence.SketchLayout;

/**
 * All partitions that are scored alike, and what every task of them needs: one model and setting.
 *
 * @param modelId model
 * @param setting as in prepared_settings
 * @param evidenceRows contributions that an inference names
 * @param layout how an inference becomes a row
 * @param rowLowest exponent of the unit of training rows
 * @param contributorLowest exponent of the unit of contributor vectors
 * @param reference largest exponent of the raw training rows
 * @param sumShift right shift of sums of scores
 * @param fingerprints by log date, in days since 1970
 * @param contributors vectors of all contributors, by ordinal; null where there is none
 * @param blocks the training rows; null where they are joined block by block
 */
record ScoringJob(
    UTF8String modelId,
    UTF8String setting,
    int evidenceRows,
    SketchLayout layout,
    int rowLowest,
    int contributorLowest,
    int reference,
    int sumShift,
    Map<Integer, UTF8String> fingerprints,
    ScoringBlock contributors,
    List<TrainingBlock> blocks)
    implements Serializable {
  /** How many contributors there are. */
  int contributorCount() {
    return contributors == null ? 0 : contributors.size();
  }

  int dimension() {
    return layout.dimension();
  }
}

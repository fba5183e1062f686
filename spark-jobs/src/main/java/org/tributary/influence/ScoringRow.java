package org.tributary.influence;

import java.io.Serializable;
import java.util.Comparator;
import org.tributary.reports.payout.CodePointOrder;

/**
 * What one contribution's score is computed with.
 *
 * @param contributor ordinal of who earns by it
 * @param contributionId contribution, unique for the contributor
 * @param row quantized
 */
public record ScoringRow(int contributor, String contributionId, QuantizedRow row)
    implements Serializable {
  /** Which row comes first in a model: by contributor and id, as UTF-8. */
  public static final Comparator<ScoringRow> BY_CONTRIBUTION =
      Comparator.comparingInt(ScoringRow::contributor)
          .thenComparing(ScoringRow::contributionId, CodePointOrder.INSTANCE);

  /** Which row comes first in a block. */
  static final Comparator<ScoringRow> IN_BLOCK =
      Comparator.comparingInt((ScoringRow each) -> each.row().exponent())
          .thenComparing(BY_CONTRIBUTION);
}

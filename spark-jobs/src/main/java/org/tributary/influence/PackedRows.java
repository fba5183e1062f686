package org.tributary.influence;

import java.io.Serializable;
import java.util.List;

/**
 * A block of scoring rows as the kernel takes it. The arrays are taken over and handed out as they
 * are.
 *
 * @param block number of the block: its rows are {@code block x MOST_ROWS} and following of the
 *     model's, by contributor and contribution
 * @param dimension K
 * @param q rows x K, row-major
 * @param exponents of each row, ascending
 * @param contributors ordinal of each row's contributor, ascending where exponents are equal
 * @param contributionIds of each row, ascending as UTF-8 where both are equal
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record PackedRows(
    int block,
    int dimension,
    byte[] q,
    int[] exponents,
    int[] contributors,
    List<String> contributionIds)
    implements Serializable {
  /** Rows of a full block. */
  public static final int MOST_ROWS = 4_096;

  /**
   * Packs the rows of one block.
   *
   * @param range exponents of all rows of the model and setting
   * @param rows in any order
   */
  public static PackedRows of(
      int block, int dimension, ExponentRange range, List<ScoringRow> rows) {
    List<ScoringRow> sorted =
        rows.stream()
            .map(
                each ->
                    new ScoringRow(
                        each.contributor(), each.contributionId(), range.fit(each.row())))
            .sorted(ScoringRow.IN_BLOCK)
            .toList();
    byte[] q = new byte[Math.multiplyExact(sorted.size(), dimension)];
    for (int i = 0; i < sorted.size(); i++) {
      System.arraycopy(sorted.get(i).row().q(), 0, q, i * dimension, dimension);
    }
    return new PackedRows(
        block,
        dimension,
        q,
        sorted.stream().mapToInt(each -> each.row().exponent()).toArray(),
        sorted.stream().mapToInt(ScoringRow::contributor).toArray(),
        sorted.stream().map(ScoringRow::contributionId).toList());
  }

  /** How many rows. */
  public int rows() {
    return exponents.length;
  }
}

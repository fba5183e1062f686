package org.tributary.attribute.influence;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.gpu.PackedRows;
import org.tributary.gpu.ScoringBlock;

/**
 * A row of {@code prepared_rows}: training rows as the kernel takes them, and what they are called.
 *
 * <p>The rows of all blocks together stand in the order of contributors and contributions, which is
 * how equal scores rank. A row's place in it is its {@code order}: {@link #MOST_ROWS} times the
 * number of the block, plus its rank in the block.
 */
final class TrainingBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Columns that {@link #of} reads, in this order. */
  static final String[] COLUMNS = {
    "block", "q", "exponents", "contributors", "contribution_ids", "dimension"
  };

  /** Rows of a full block. */
  static final int MOST_ROWS = 4_096;

  private final int number;
  private final ScoringBlock scoring;
  private final UTF8String[] ids;
  private final int[] rowOfRank;

  private TrainingBlock(int number, ScoringBlock scoring, UTF8String[] ids, int[] rowOfRank) {
    this.number = number;
    this.scoring = scoring;
    this.ids = ids;
    this.rowOfRank = rowOfRank;
  }

  /**
   * Takes a block out of a row.
   *
   * @param row {@link #COLUMNS}
   * @param lowest exponent of the unit of scores
   */
  static TrainingBlock of(InternalRow row, int lowest) {
    int number = row.getInt(0);
    int[] exponents = ints(row.getBinary(2));
    int[] contributors = ints(row.getBinary(3));
    ArrayData names = row.getArray(4);
    UTF8String[] ids = new UTF8String[names.numElements()];
    Arrays.setAll(ids, i -> names.getUTF8String(i).copy());
    return of(
        number,
        PackedRows.of(row.getBinary(1), row.getInt(5)),
        Arrays.stream(exponents).map(exponent -> exponent - lowest).toArray(),
        contributors,
        ids);
  }

  static TrainingBlock of(
      int number, PackedRows rows, int[] shift, int[] contributors, UTF8String[] ids) {
    Integer[] ranked = new Integer[ids.length];
    Arrays.setAll(ranked, i -> i);
    Comparator<Integer> byContributor = Comparator.comparing(i -> contributors[i]);
    Arrays.sort(ranked, byContributor.thenComparing(i -> ids[i]));
    int[] rowOfRank = Arrays.stream(ranked).mapToInt(Integer::intValue).toArray();
    int[] order = new int[ids.length];
    for (int rank = 0; rank < order.length; rank++) {
      order[rowOfRank[rank]] = Math.addExact(Math.multiplyExact(number, MOST_ROWS), rank);
    }
    ScoringBlock scoring = new ScoringBlock(rows, shift, contributors, order);
    return new TrainingBlock(number, scoring, ids, rowOfRank);
  }

  private static int[] ints(byte[] littleEndian) {
    int[] ints = new int[littleEndian.length / Integer.BYTES];
    ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(ints);
    return ints;
  }

  int number() {
    return number;
  }

  ScoringBlock scoring() {
    return scoring;
  }

  /** The contribution of the row of the given order. */
  UTF8String id(int order) {
    return ids[row(order)];
  }

  /** The contributor of the row of the given order. */
  int contributor(int order) {
    return scoring.contributor(row(order));
  }

  private int row(int order) {
    return rowOfRank[order - number * MOST_ROWS];
  }
}

package org.tributary.attribute.span;

import org.apache.spark.sql.catalyst.InternalRow;
import org.tributary.span.credit.Claim;

/**
 * A contribution in the tokens of the outputs.
 *
 * @param stands whether it is in the model's training set; if not, it was removed before
 * @param claims whether it can have claims: it isn't the copy of an earlier one
 * @param claim to whatever it holds, with position 0
 * @param tokens of the contribution
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record CorpusDocument(boolean stands, boolean claims, Claim claim, int[] tokens) {
  /** Of a row of {@code corpus.sql}. */
  static CorpusDocument of(InternalRow row) {
    boolean stands = row.getBoolean(5);
    String contributor = row.getUTF8String(2).toString();
    Claim claim =
        stands
            ? Claim.of(
                row.getUTF8String(0).toString(),
                contributor,
                row.getUTF8String(1).toString(),
                row.getInt(3),
                row.getLong(4),
                0)
            : Claim.removed(contributor, row.getLong(4));
    return new CorpusDocument(stands, row.getBoolean(6), claim, row.getArray(7).toIntArray());
  }
}

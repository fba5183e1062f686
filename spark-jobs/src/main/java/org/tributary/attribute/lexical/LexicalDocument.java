package org.tributary.attribute.lexical;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.tributary.attribute.text.TextHash;
import org.tributary.lexical.Source;

/**
 * A contribution, read for its words.
 *
 * @param name hash of its ids
 * @param claimant hash of its contributor's id
 * @param stands whether it is in the model's training set; if not, it was removed before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record LexicalDocument(Source source, long name, long claimant, boolean stands, int[] tokens)
    implements Serializable {
  /** Of a row of {@code corpus.sql}. */
  static LexicalDocument of(InternalRow row) {
    Source source =
        new Source(
            row.getUTF8String(0).toString(),
            row.getUTF8String(2).toString(),
            row.getUTF8String(1).toString(),
            row.getInt(3),
            row.getLong(4));
    return new LexicalDocument(
        source,
        TextHash.first64(row.getUTF8String(0), row.getUTF8String(1)),
        TextHash.first64(row.getUTF8String(2)),
        row.getBoolean(5),
        row.getArray(7).toIntArray());
  }
}

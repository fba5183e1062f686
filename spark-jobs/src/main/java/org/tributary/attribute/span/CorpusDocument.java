package org.tributary.attribute.span;

import java.io.Serializable;
import java.util.BitSet;
import org.apache.spark.sql.catalyst.InternalRow;
import org.tributary.attribute.text.TakenRuns;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.span.credit.Claim;
import org.tributary.text.OwnTokens;

/**
 * A contribution in the tokens of the outputs.
 *
 * @param name as {@link TakenRuns#name}
 * @param stands whether it is in the model's training set; if not, it was removed before
 * @param claims whether it can have claims: it isn't the copy of an earlier one
 * @param claim to whatever it holds, with position 0
 * @param tokens of the contribution
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record CorpusDocument(long name, boolean stands, boolean claims, Claim claim, int[] tokens)
    implements Serializable {
  private static final long WHOLE = 1_000_000;

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
    return new CorpusDocument(
        TakenRuns.name(row), stands, row.getBoolean(6), claim, row.getArray(7).toIntArray());
  }

  /**
   * The same without claims if it is a near-duplicate.
   *
   * @param taken places at which runs start that others had before
   * @param rule what a run and a near-duplicate is
   */
  CorpusDocument without(BitSet taken, SpanRule rule) {
    long own = OwnTokens.of(tokens.length, taken, rule.seedTokens()).cardinality();
    boolean copy =
        !taken.isEmpty()
            && (tokens.length - own) * WHOLE >= (long) tokens.length * rule.nearDuplicatePpm();
    return copy ? new CorpusDocument(name, stands, false, claim, tokens) : this;
  }
}

package org.tributary.attribute.text;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.session.InternalRows;

/**
 * Contributions as rows that are read once, though they are looked at several times: their texts,
 * as far as the executors' memory has room for them, and the facts about them, which take some
 * hundred bytes each.
 */
final class CorpusRows implements AutoCloseable {
  static final StructType TEXTS = type("tokens ARRAY<INT>");

  /** Null for the hash, in hex, where a contribution has no tokens. */
  static final StructType FACTS = type("tokens_sha256 STRING");

  private static final int TOKENS = FACTS.fieldIndex("tokens_sha256");

  private final JavaRDD<InternalRow> texts;
  private final JavaRDD<InternalRow> facts;

  private CorpusRows(JavaRDD<InternalRow> texts) {
    // Without a disk under them: what doesn't fit is read from the table again.
    this.texts = texts.persist(StorageLevel.MEMORY_ONLY());
    this.facts =
        InternalRows.map(texts, CorpusRows::toFacts).persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static StructType type(String last) {
    return StructType.fromDDL(
        "datanet_id STRING, contribution_id STRING, contributor_id STRING, content_sha256 STRING,"
            + " accepted_at TIMESTAMP, added_in_version INT, removed_in_version INT,"
            + " tokenizer_id STRING, "
            + last);
  }

  /**
   * The rows of contributions.
   *
   * @param contributions with the columns of {@link #TEXTS}
   */
  static CorpusRows of(Dataset<Row> contributions) {
    return new CorpusRows(
        InternalRows.of(contributions.selectExpr(TEXTS.fieldNames()))
            .toJavaRDD()
            .map(InternalRow::copy));
  }

  /** {@link #TEXTS}. */
  JavaRDD<InternalRow> texts() {
    return texts;
  }

  /** {@link #FACTS}. */
  JavaRDD<InternalRow> facts() {
    return facts;
  }

  /** Whether a contribution has tokens, of its facts. */
  static boolean hasTokens(InternalRow fact) {
    return !fact.isNullAt(TOKENS);
  }

  /** A hash of all that shares depend on in a row that has tokens. */
  static byte[] hash(MessageDigest digest, InternalRow row) {
    for (int column = 0; column <= 3; column++) {
      TextHash.text(digest, row.getUTF8String(column));
    }
    long accepted = row.getLong(4);
    TextHash.tokens(
        digest,
        new int[] {
          (int) (accepted >>> 32),
          (int) accepted,
          row.getInt(5),
          row.isNullAt(6) ? -1 : row.getInt(6)
        });
    TextHash.text(digest, row.getUTF8String(7));
    TextHash.text(digest, row.getUTF8String(TOKENS));
    return digest.digest();
  }

  private static UnaryOperator<InternalRow> toFacts() {
    MessageDigest digest = TextHash.sha256();
    return row -> fact(digest, row);
  }

  private static InternalRow fact(MessageDigest digest, InternalRow row) {
    Object[] values = new Object[FACTS.size()];
    for (int column = 0; column < TOKENS; column++) {
      if (!row.isNullAt(column)) {
        Object value = row.get(column, FACTS.apply(column).dataType());
        values[column] = value instanceof UTF8String text ? text.copy() : value;
      }
    }
    if (!row.isNullAt(TOKENS)) {
      TextHash.tokens(digest, row.getArray(TOKENS).toIntArray());
      values[TOKENS] = UTF8String.fromString(HexFormat.of().formatHex(digest.digest()));
    }
    return new GenericInternalRow(values);
  }

  /** Forgets the rows; who asks for them again has them read again. */
  @Override
  public void close() {
    texts.unpersist();
    facts.unpersist();
  }
}

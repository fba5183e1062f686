package org.tributary.attribute.text;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.TextRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.InternalRows;
import org.tributary.session.RunContext;
import org.tributary.span.CorpusScan;
import org.tributary.span.QueryIndex;
import org.tributary.span.ScanResult;
import org.tributary.span.credit.Background;

/**
 * A background in the tokens of one tokenizer. Nothing of it is kept between nights: it is read
 * once for its token counts, and once per batch for the runs that matter to the batch.
 */
public final class BackgroundDocuments {
  private final JavaRDD<InternalRow> documents;
  private final Background counts;
  private final String sha256;

  private BackgroundDocuments(JavaRDD<InternalRow> documents, Background counts, String sha256) {
    this.documents = documents;
    this.counts = counts;
    this.sha256 = sha256;
  }

  /** What a task has counted. */
  private record Counted(long tokens, Map<Integer, Long> counts, List<String> hashes)
      implements Serializable {
    Counted plus(Counted other) {
      other.counts.forEach((token, count) -> counts.merge(token, count, Long::sum));
      hashes.addAll(other.hashes);
      return new Counted(Math.addExact(tokens, other.tokens), counts, hashes);
    }
  }

  /**
   * Reads a rule's background.
   *
   * @throws TributaryException INPUT_MISSING when it has no tokens of the tokenizer,
   *     INPUT_INCONSISTENT when its content isn't what the policy pins
   */
  public static BackgroundDocuments of(RunContext run, TextRule rule, String tokenizerId) {
    if (rule.background().isEmpty()) {
      return new BackgroundDocuments(null, Background.none(), null);
    }
    String id = rule.background().get();
    JavaRDD<InternalRow> documents =
        InternalRows.of(
                run.input(Tables.BACKGROUND_DOCUMENTS)
                    .filter(
                        col("background_id")
                            .equalTo(id)
                            .and(col("tokenizer_id").equalTo(tokenizerId)))
                    .select("document_id", "tokens"))
            .toJavaRDD();
    FlatMapFunction<Iterator<InternalRow>, Counted> count =
        rows -> List.of(counted(rows)).iterator();
    Counted counted =
        documents
            .mapPartitions(count)
            .fold(new Counted(0, new HashMap<>(), new ArrayList<>()), Counted::plus);
    if (counted.tokens() == 0) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "Background %s has no tokens of tokenizer %s: land rows of background_documents for it, or"
              + " set 'background = none' in the policy.",
          id,
          tokenizerId);
    }
    String sha256 = sha256(counted.hashes());
    if (rule.backgroundSha256().isPresent() && !rule.backgroundSha256().get().equals(sha256)) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Background %s for tokenizer %s has the content hash %s, and the policy pins %s: somebody"
              + " changed it. Bring the documents back, or pin what they are now.",
          id,
          tokenizerId,
          sha256,
          rule.backgroundSha256().get());
    }
    return new BackgroundDocuments(
        documents, Background.of(counted.tokens(), counted.counts()), sha256);
  }

  private static Counted counted(Iterator<InternalRow> rows) {
    Map<Integer, Long> counts = new HashMap<>();
    List<String> hashes = new ArrayList<>();
    MessageDigest digest = TextHash.sha256();
    long all = 0;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      int[] tokens = row.getArray(1).toIntArray();
      for (int token : tokens) {
        counts.merge(token, 1L, Long::sum);
      }
      all += tokens.length;
      TextHash.text(digest, row.getUTF8String(0));
      TextHash.tokens(digest, tokens);
      hashes.add(HexFormat.of().formatHex(digest.digest()));
    }
    return new Counted(all, counts, hashes);
  }

  private static String sha256(List<String> hashes) {
    MessageDigest digest = TextHash.sha256();
    hashes.stream()
        .sorted()
        .forEach(hash -> digest.update(hash.getBytes(StandardCharsets.US_ASCII)));
    return HexFormat.of().formatHex(digest.digest());
  }

  public Background counts() {
    return counts;
  }

  /** Hash of all documents; null where there is no background. */
  public String sha256() {
    return sha256;
  }

  /** The tokens of its documents; nothing where there is no background. */
  public JavaRDD<int[]> tokens(JavaSparkContext context) {
    return documents == null
        ? context.emptyRDD()
        : documents.map(row -> row.getArray(1).toIntArray());
  }

  /** What the documents have in common with the outputs of an index; nothing without any. */
  public ScanResult scan(JavaSparkContext context, QueryIndex index) {
    if (documents == null) {
      return new CorpusScan(index).result();
    }
    Broadcast<QueryIndex> shared = context.broadcast(index);
    FlatMapFunction<Iterator<InternalRow>, ScanResult> scan =
        rows -> {
          CorpusScan one = new CorpusScan(shared.value());
          rows.forEachRemaining(row -> one.accept(row.getArray(1).toIntArray()));
          return List.of(one.result()).iterator();
        };
    try {
      return documents.mapPartitions(scan).fold(new CorpusScan(index).result(), ScanResult::plus);
    } finally {
      shared.destroy();
    }
  }
}

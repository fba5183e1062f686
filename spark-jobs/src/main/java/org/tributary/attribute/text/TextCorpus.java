package org.tributary.attribute.text;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.tributary.schemas.table.Tables;
import org.tributary.session.InternalRows;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;
import scala.Tuple2;

/**
 * Contributions as text. Reading a table at a version costs Delta a look at its log, so each table
 * is opened once.
 */
public final class TextCorpus {
  private final RunContext run;
  private final SortedMap<String, SortedMap<String, Integer>> sets = new TreeMap<>();
  private final Map<String, Summary> summaries = new TreeMap<>();
  private Dataset<Row> contributions;

  public TextCorpus(RunContext run) {
    this.run = run;
  }

  /**
   * What there is to know of a datanet's text before it is searched.
   *
   * @param digest a hash of all that shares depend on: any change of a contribution changes it
   * @param tokenizers of its contributions with tokens
   * @param tokenless tokenizers of contributions that name one but have no tokens
   */
  private record Summary(String digest, Set<String> tokenizers, Set<String> tokenless) {}

  /** Reads the training sets of models, and once all text in them. */
  public void read(Predicate<String> models) {
    run.input(Tables.MODEL_TRAINING_SETS)
        .select("model_id", "datanet_id", "datanet_version")
        .collectAsList()
        .forEach(
            row ->
                sets.computeIfAbsent(row.getString(0), model -> new TreeMap<>())
                    .put(row.getString(1), row.getInt(2)));
    sets.keySet().removeIf(models.negate());
    Set<String> datanets = new TreeSet<>();
    sets.values().forEach(set -> datanets.addAll(set.keySet()));
    if (!datanets.isEmpty()) {
      contributions =
          run.input(Tables.CONTRIBUTIONS)
              .filter(col("status").equalTo("ACCEPTED").and(col("tokenizer_id").isNotNull()));
      summarize(datanets);
    }
  }

  /** The models that were read and have a training set. */
  public Set<String> models() {
    return sets.keySet();
  }

  /** Datanet to version, of a model that was read. */
  public SortedMap<String, Integer> trainingSet(String modelId) {
    return sets.get(modelId);
  }

  /** A hash of all that shares depend on; empty for a datanet without text. */
  public String digest(String datanetId) {
    Summary summary = summaries.get(datanetId);
    return summary == null ? "" : summary.digest();
  }

  /**
   * A key for hashes of a model's text: every change of a contribution changes it, so nobody who
   * makes a contribution knows it.
   */
  public long hashKey(String modelId) {
    MessageDigest digest = TextHash.sha256();
    trainingSet(modelId)
        .keySet()
        .forEach(datanet -> digest.update(digest(datanet).getBytes(StandardCharsets.US_ASCII)));
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /** Tokenizers of the text in a model's datanets. */
  public Set<String> tokenizers(String modelId) {
    Set<String> tokenizers = new TreeSet<>();
    for (String datanet : trainingSet(modelId).keySet()) {
      if (summaries.containsKey(datanet)) {
        tokenizers.addAll(summaries.get(datanet).tokenizers());
      }
    }
    return tokenizers;
  }

  /** Accepted contributions of a model's datanets in the tokens of one tokenizer. */
  public Dataset<Row> contributions(String modelId, String tokenizerId) {
    return inTokensOf(tokenizerId)
        .filter(col("datanet_id").isin(trainingSet(modelId).keySet().toArray()));
  }

  private Dataset<Row> inTokensOf(String tokenizerId) {
    Dataset<Row> those = contributions.filter(col("tokenizer_id").equalTo(tokenizerId));
    boolean tokenless =
        summaries.values().stream().anyMatch(each -> each.tokenless().contains(tokenizerId));
    // Whether tokens are null can't be seen without reading them, which equal contents needn't.
    return tokenless ? those.filter(col("tokens").isNotNull()) : those;
  }

  /**
   * The documents of a model in the tokens of one tokenizer: rows of {@code corpus.sql}.
   *
   * @param only datanet and contribution of those that are wanted; empty: all are
   */
  public JavaRDD<InternalRow> documents(
      String modelId, String tokenizerId, Optional<Dataset<Row>> only) {
    contributions(modelId, tokenizerId)
        .withColumn("datanet_version", versions(trainingSet(modelId)))
        .createOrReplaceTempView("text_contributions");
    Dataset<Row> all = run.spark().sql(SqlFile.read(TextCorpus.class, "corpus.sql"));
    Dataset<Row> wanted =
        only.map(
                some ->
                    all.join(
                        some,
                        all.col("datanet_id")
                            .equalTo(some.col("datanet_id"))
                            .and(all.col("contribution_id").equalTo(some.col("contribution_id"))),
                        "leftsemi"))
            .orElse(all);
    return InternalRows.of(wanted).toJavaRDD();
  }

  /** The version in which a model has a row's datanet: known here, so that nothing is joined. */
  private static Column versions(Map<String, Integer> trainingSet) {
    List<Column> entries = new ArrayList<>();
    trainingSet.forEach(
        (datanet, version) -> {
          entries.add(lit(datanet));
          entries.add(lit(version));
        });
    return element_at(map(entries.toArray(new Column[0])), col("datanet_id"));
  }

  private void summarize(Set<String> datanets) {
    Dataset<Row> rows =
        contributions
            .filter(col("datanet_id").isin(datanets.toArray()))
            .selectExpr(
                "datanet_id",
                "contribution_id",
                "contributor_id",
                "content_sha256",
                "accepted_at",
                "added_in_version",
                "removed_in_version",
                "tokenizer_id",
                "tokens");
    PairFlatMapFunction<Iterator<InternalRow>, Bucket, byte[]> hashes = TextCorpus::hashes;
    Map<String, List<Tuple2<Bucket, String>>> buckets = new TreeMap<>();
    InternalRows.of(rows)
        .toJavaRDD()
        .mapPartitionsToPair(hashes)
        .groupByKey()
        .mapValues(TextCorpus::inOrder)
        .collect()
        .forEach(
            each ->
                buckets
                    .computeIfAbsent(each._1().datanetId(), datanet -> new ArrayList<>())
                    .add(each));
    buckets.forEach((datanet, each) -> summaries.put(datanet, summary(each)));
  }

  /**
   * Contributions that are sorted together: no task sorts all of a datanet.
   *
   * @param hasTokens whether they have tokens; if not, only that they are there is of interest
   * @param first byte of their hashes
   */
  private record Bucket(String datanetId, String tokenizerId, boolean hasTokens, int first)
      implements Serializable {
    private static final Comparator<Bucket> ORDER =
        Comparator.comparing(Bucket::tokenizerId).thenComparing(Bucket::first);
  }

  private static Summary summary(List<Tuple2<Bucket, String>> buckets) {
    Set<String> tokenizers = new TreeSet<>();
    Set<String> tokenless = new TreeSet<>();
    Map<Bucket, String> hashes = new TreeMap<>(Bucket.ORDER);
    for (Tuple2<Bucket, String> each : buckets) {
      Bucket bucket = each._1();
      if (bucket.hasTokens()) {
        tokenizers.add(bucket.tokenizerId());
        hashes.put(bucket, each._2());
      } else {
        tokenless.add(bucket.tokenizerId());
      }
    }
    MessageDigest digest = TextHash.sha256();
    hashes.values().forEach(hash -> digest.update(hash.getBytes(StandardCharsets.US_ASCII)));
    return new Summary(HexFormat.of().formatHex(digest.digest()), tokenizers, tokenless);
  }

  private static Iterator<Tuple2<Bucket, byte[]>> hashes(Iterator<InternalRow> rows) {
    MessageDigest digest = TextHash.sha256();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Tuple2<Bucket, byte[]> next() {
        InternalRow row = rows.next();
        String datanet = row.getUTF8String(0).toString();
        String tokenizer = row.getUTF8String(7).toString();
        if (row.isNullAt(8)) {
          return new Tuple2<>(new Bucket(datanet, tokenizer, false, 0), new byte[0]);
        }
        byte[] hash = hash(digest, row);
        return new Tuple2<>(new Bucket(datanet, tokenizer, true, hash[0]), hash);
      }
    };
  }

  private static byte[] hash(MessageDigest digest, InternalRow row) {
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
    TextHash.tokens(digest, row.getArray(8).toIntArray());
    return digest.digest();
  }

  private static String inOrder(Iterable<byte[]> hashes) {
    List<byte[]> sorted = new ArrayList<>();
    hashes.forEach(sorted::add);
    sorted.sort(Arrays::compareUnsigned);
    MessageDigest digest = TextHash.sha256();
    sorted.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }
}

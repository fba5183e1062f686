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
public final class TextCorpus implements AutoCloseable {
  private final RunContext run;
  private final SortedMap<String, SortedMap<String, Integer>> sets = new TreeMap<>();
  private final Map<String, Summary> summaries = new TreeMap<>();
  private Dataset<Row> contributions;
  private CorpusRows rows;

  public TextCorpus(RunContext run) {
    this.run = run;
  }

  /**
   * What there is to know of a datanet's text before it is searched.
   *
   * @param digest a hash of all that shares depend on: any change of a contribution changes it
   * @param tokenizers of its contributions with tokens
   */
  private record Summary(String digest, Set<String> tokenizers) {}

  /** Reads the training sets of models. */
  public void open(Predicate<String> models) {
    run.input(Tables.MODEL_TRAINING_SETS)
        .select("model_id", "datanet_id", "datanet_version")
        .collectAsList()
        .forEach(
            row ->
                sets.computeIfAbsent(row.getString(0), model -> new TreeMap<>())
                    .put(row.getString(1), row.getInt(2)));
    sets.keySet().removeIf(models.negate());
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

  /**
   * Accepted contributions of a model's datanets in the tokens of one tokenizer, as the table has
   * them.
   */
  public Dataset<Row> contributions(String modelId, String tokenizerId) {
    return contributions.filter(ofModel(modelId, tokenizerId).and(col("tokens").isNotNull()));
  }

  private Column ofModel(String modelId, String tokenizerId) {
    return col("tokenizer_id")
        .equalTo(tokenizerId)
        .and(col("datanet_id").isin(trainingSet(modelId).keySet().toArray()));
  }

  /**
   * The documents of a model in the tokens of one tokenizer: rows of {@code corpus.sql}.
   *
   * @param only datanet and contribution of those that are wanted; empty: all are
   */
  public JavaRDD<InternalRow> documents(
      String modelId, String tokenizerId, Optional<Dataset<Row>> only) {
    Column wanted = ofModel(modelId, tokenizerId);
    Column version = versions(trainingSet(modelId));
    // Where few are wanted the table is asked, which leaves the others out before they are rows.
    Dataset<Row> texts =
        only.isPresent()
            ? contributions(modelId, tokenizerId)
            : InternalRows.dataset(run.spark(), rows.texts().rdd(), CorpusRows.TEXTS)
                .filter(wanted.and(col("tokens").isNotNull()));
    texts.withColumn("datanet_version", version).createOrReplaceTempView("text_contributions");
    InternalRows.dataset(run.spark(), rows.facts().rdd(), CorpusRows.FACTS)
        .filter(wanted.and(col("tokens_sha256").isNotNull()))
        .withColumn("datanet_version", version)
        .createOrReplaceTempView("text_facts");
    Dataset<Row> all = run.spark().sql(SqlFile.read(TextCorpus.class, "corpus.sql"));
    Dataset<Row> read =
        only.map(
                some ->
                    all.join(
                        some,
                        all.col("datanet_id")
                            .equalTo(some.col("datanet_id"))
                            .and(all.col("contribution_id").equalTo(some.col("contribution_id"))),
                        "leftsemi"))
            .orElse(all);
    return InternalRows.of(read).toJavaRDD();
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

  /** Reads once all text in them. */
  public void summarize() {
    Set<String> datanets = new TreeSet<>();
    sets.values().forEach(set -> datanets.addAll(set.keySet()));
    contributions =
        run.input(Tables.CONTRIBUTIONS)
            .filter(col("status").equalTo("ACCEPTED").and(col("tokenizer_id").isNotNull()));
    rows = CorpusRows.of(contributions.filter(col("datanet_id").isin(datanets.toArray())));
    PairFlatMapFunction<Iterator<InternalRow>, Bucket, byte[]> hashes = TextCorpus::hashes;
    Map<String, List<Tuple2<Bucket, String>>> buckets = new TreeMap<>();
    rows.facts()
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
   * @param first byte of their hashes
   */
  private record Bucket(String datanetId, String tokenizerId, int first) implements Serializable {
    private static final Comparator<Bucket> ORDER =
        Comparator.comparing(Bucket::tokenizerId).thenComparing(Bucket::first);
  }

  private static Summary summary(List<Tuple2<Bucket, String>> buckets) {
    Set<String> tokenizers = new TreeSet<>();
    Map<Bucket, String> hashes = new TreeMap<>(Bucket.ORDER);
    for (Tuple2<Bucket, String> each : buckets) {
      tokenizers.add(each._1().tokenizerId());
      hashes.put(each._1(), each._2());
    }
    MessageDigest digest = TextHash.sha256();
    hashes.values().forEach(hash -> digest.update(hash.getBytes(StandardCharsets.US_ASCII)));
    return new Summary(HexFormat.of().formatHex(digest.digest()), tokenizers);
  }

  private static Iterator<Tuple2<Bucket, byte[]>> hashes(Iterator<InternalRow> facts) {
    MessageDigest digest = TextHash.sha256();
    List<Tuple2<Bucket, byte[]>> hashes = new ArrayList<>();
    while (facts.hasNext()) {
      InternalRow fact = facts.next();
      if (CorpusRows.hasTokens(fact)) {
        byte[] hash = CorpusRows.hash(digest, fact);
        Bucket bucket =
            new Bucket(fact.getUTF8String(0).toString(), fact.getUTF8String(7).toString(), hash[0]);
        hashes.add(new Tuple2<>(bucket, hash));
      }
    }
    return hashes.iterator();
  }

  private static String inOrder(Iterable<byte[]> hashes) {
    List<byte[]> sorted = new ArrayList<>();
    hashes.forEach(sorted::add);
    sorted.sort(Arrays::compareUnsigned);
    MessageDigest digest = TextHash.sha256();
    sorted.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
    }
  }
}

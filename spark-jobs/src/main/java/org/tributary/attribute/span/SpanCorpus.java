package org.tributary.attribute.span;

import static org.apache.spark.sql.functions.col;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.tributary.schemas.table.Tables;
import org.tributary.session.InternalRows;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;
import scala.Tuple2;

/** Contributions as text: what spans are looked for in. */
final class SpanCorpus {
  private final RunContext run;

  SpanCorpus(RunContext run) {
    this.run = run;
  }

  /** Accepted contributions that have tokens. */
  private Dataset<Row> contributions() {
    return run.input(Tables.CONTRIBUTIONS)
        .filter(col("status").equalTo("ACCEPTED").and(col("tokens").isNotNull()));
  }

  /** Model to datanet to version, of the given models. */
  Map<String, TreeMap<String, Integer>> trainingSets(Set<String> models) {
    Map<String, TreeMap<String, Integer>> sets = new TreeMap<>();
    run.input(Tables.MODEL_TRAINING_SETS)
        .filter(col("model_id").isin(models.toArray()))
        .select("model_id", "datanet_id", "datanet_version")
        .collectAsList()
        .forEach(
            row ->
                sets.computeIfAbsent(row.getString(0), model -> new TreeMap<>())
                    .put(row.getString(1), row.getInt(2)));
    return sets;
  }

  /** Tokenizers of the contributions of datanets. */
  Map<String, Set<String>> tokenizers(Set<String> datanets) {
    Map<String, Set<String>> tokenizers = new TreeMap<>();
    contributions(datanets)
        .select("datanet_id", "tokenizer_id")
        .distinct()
        .collectAsList()
        .forEach(
            row ->
                tokenizers
                    .computeIfAbsent(row.getString(0), datanet -> new java.util.TreeSet<>())
                    .add(row.getString(1)));
    return tokenizers;
  }

  /** Accepted contributions of datanets that have tokens. */
  Dataset<Row> contributions(Set<String> datanets) {
    return contributions().filter(col("datanet_id").isin(datanets.toArray()));
  }

  /**
   * The documents of a model in the tokens of one tokenizer.
   *
   * @param only datanet and contribution of those that are wanted; empty: all are
   */
  JavaRDD<CorpusDocument> documents(
      String modelId, String tokenizerId, Optional<Dataset<Row>> only) {
    contributions()
        .filter(col("tokenizer_id").equalTo(tokenizerId))
        .createOrReplaceTempView("span_contributions");
    run.input(Tables.MODEL_TRAINING_SETS)
        .filter(col("model_id").equalTo(modelId))
        .createOrReplaceTempView("span_training_sets");
    Dataset<Row> all = run.spark().sql(SqlFile.read(SpanCorpus.class, "corpus.sql"));
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
    return InternalRows.of(wanted).toJavaRDD().map(CorpusDocument::of);
  }

  /** A hash of all that spans depend on, by datanet: any change of a contribution changes it. */
  Map<String, String> digests(Set<String> datanets) {
    Dataset<Row> rows =
        contributions(datanets)
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
    PairFlatMapFunction<Iterator<InternalRow>, String, byte[]> hashes = SpanCorpus::hashes;
    JavaPairRDD<String, byte[]> byBucket =
        InternalRows.of(rows).toJavaRDD().mapPartitionsToPair(hashes);
    Map<String, List<String>> buckets = new TreeMap<>();
    byBucket
        .groupByKey()
        .mapValues(SpanCorpus::inOrder)
        .collect()
        .forEach(
            bucket ->
                buckets
                    .computeIfAbsent(bucket._1().substring(2), datanet -> new ArrayList<>())
                    .add(bucket._1().substring(0, 2) + bucket._2()));
    Map<String, String> digests = new TreeMap<>();
    buckets.forEach(
        (datanet, each) -> {
          MessageDigest digest = SpanLog.sha256();
          each.stream().sorted().forEach(text -> digest.update(text.getBytes(UTF_8)));
          digests.put(datanet, HexFormat.of().formatHex(digest.digest()));
        });
    return digests;
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  /** Hashes of contributions, by the first byte of the hash and the datanet: no task sorts all. */
  private static Iterator<Tuple2<String, byte[]>> hashes(Iterator<InternalRow> rows) {
    MessageDigest digest = SpanLog.sha256();
    HexFormat hex = HexFormat.of();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Tuple2<String, byte[]> next() {
        InternalRow row = rows.next();
        for (int column = 0; column <= 3; column++) {
          SpanLog.text(digest, row.getUTF8String(column));
        }
        long accepted = row.getLong(4);
        SpanLog.tokens(
            digest,
            new int[] {
              (int) (accepted >>> 32),
              (int) accepted,
              row.getInt(5),
              row.isNullAt(6) ? -1 : row.getInt(6)
            });
        SpanLog.text(digest, row.getUTF8String(7));
        SpanLog.tokens(digest, row.getArray(8).toIntArray());
        byte[] hash = digest.digest();
        return new Tuple2<>(hex.toHexDigits(hash[0]) + row.getUTF8String(0), hash);
      }
    };
  }

  private static String inOrder(Iterable<byte[]> hashes) {
    List<byte[]> sorted = new ArrayList<>();
    hashes.forEach(sorted::add);
    sorted.sort(Arrays::compareUnsigned);
    MessageDigest digest = SpanLog.sha256();
    sorted.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }
}

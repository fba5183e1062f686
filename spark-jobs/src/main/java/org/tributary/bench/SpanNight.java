package org.tributary.bench;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.LexicalRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.Warehouse;

/** A warehouse with one model, its training set as text, and nights of outputs. */
final class SpanNight {
  private static final String MODEL = "bench";
  private static final String TOKENIZER = "bench-pieces";
  private static final String BACKGROUND = "bench-background";
  private static final LocalDate NIGHT = LocalDate.of(2026, 3, 1);
  private static final long FIRST_ACCEPTED = 1_700_000_000_000L;

  /** Of a task that carries rows, so that none carries megabytes. */
  private static final int ROWS_A_TASK = 100;

  private static final List<String> INPUTS =
      List.of(
          Tables.MODEL_TRAINING_SETS,
          Tables.CONTRIBUTIONS,
          Tables.INFERENCE_LOG,
          Tables.BACKGROUND_DOCUMENTS);

  private final Warehouse warehouse;
  private final BenchCorpus corpus;
  private final SpanQueries queries;

  private SpanNight(Warehouse warehouse, BenchCorpus corpus) {
    this.warehouse = warehouse;
    this.corpus = corpus;
    this.queries = new SpanQueries(corpus.documents());
  }

  /** Writes the corpus. */
  static SpanNight make(SparkSession spark, String root, BenchCorpus corpus) {
    SpanNight night = new SpanNight(new Warehouse(spark, root), corpus);
    night.write(
        Tables.MODEL_TRAINING_SETS,
        corpus.documents().stream()
            .map(BenchDocument::datanetId)
            .distinct()
            .map(datanet -> RowFactory.create(MODEL, datanet, 1, 0))
            .toList());
    night.write(
        Tables.CONTRIBUTIONS,
        IntStream.range(0, corpus.documents().size()).mapToObj(night::contribution).toList());
    night.write(
        Tables.BACKGROUND_DOCUMENTS,
        IntStream.range(0, corpus.background().size())
            .mapToObj(
                i ->
                    RowFactory.create(
                        BACKGROUND,
                        String.format(Locale.ROOT, "%06d", i),
                        TOKENIZER,
                        corpus.background().get(i).tokens()))
            .toList());
    return night;
  }

  SpanQueries queries() {
    return queries;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  /** Puts outputs into the log in the place of those before; the run that searches them. */
  RunContext log(List<int[]> outputs) {
    warehouse.createIfMissing(Tables.INFERENCE_LOG);
    warehouse.replaceWhere(
        Tables.INFERENCE_LOG,
        "true",
        frame(
            Tables.INFERENCE_LOG,
            IntStream.range(0, outputs.size())
                .mapToObj(i -> inference(i, outputs.get(i)))
                .toList()));
    AttributionRule rule =
        new AttributionRule(
            List.of(
                new MethodWeight(Method.SPAN, 600_000), new MethodWeight(Method.LEXICAL, 400_000)),
            new InfluenceRule(
                Preconditioner.GAUSS_NEWTON,
                new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 1),
                1),
            PayRule.LEAVE_GROUP_OUT,
            new SpanRule(
                SpanQueries.LEAST,
                SpanRule.DEFAULT.seedTokens(),
                SpanRule.DEFAULT.echoTokens(),
                SpanRule.DEFAULT.informationFloorBits(),
                SpanRule.DEFAULT.earliestClaimPpm(),
                SpanRule.DEFAULT.nearDuplicatePpm(),
                Optional.of(BACKGROUND),
                Optional.empty()),
            LexicalRule.DEFAULT);
    return BenchRun.of(warehouse, NIGHT, INPUTS, rule);
  }

  /** The inference of an output. */
  static String inferenceId(int output) {
    return String.format(Locale.ROOT, "inference-%09d", output);
  }

  private Row contribution(int i) {
    BenchDocument document = corpus.documents().get(i);
    return RowFactory.create(
        document.datanetId(),
        document.contributionId(),
        document.contributorId(),
        document.sha256(),
        "text/plain",
        new Timestamp(FIRST_ACCEPTED + i * 60_000L),
        1,
        null,
        "ACCEPTED",
        TOKENIZER,
        document.tokens());
  }

  private Row inference(int i, int[] output) {
    return RowFactory.create(
        inferenceId(i),
        Date.valueOf(NIGHT),
        Timestamp.valueOf(NIGHT.atTime(12, 0)),
        MODEL,
        "caller",
        "node",
        10L,
        "TRB",
        BigDecimal.TEN,
        TOKENIZER,
        queries.prompt(i),
        output,
        null,
        null,
        null);
  }

  private void write(String table, List<Row> rows) {
    warehouse.createIfMissing(table);
    warehouse.append(table, frame(table, rows));
  }

  /** In as many files as there are cores, about what ingest leaves. */
  private org.apache.spark.sql.Dataset<Row> frame(String table, List<Row> rows) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    JavaRDD<Row> slices = context.parallelize(rows, 1 + rows.size() / ROWS_A_TASK);
    return warehouse
        .spark()
        .createDataFrame(
            slices.coalesce(context.defaultParallelism()), warehouse.read(table).schema());
  }
}

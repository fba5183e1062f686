package org.tributary.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.tributary.attribute.lexical.LexicalScoring;
import org.tributary.attribute.span.SpanScoring;
import org.tributary.attribute.text.Phases;
import org.tributary.attribute.text.TextScoring;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;
import org.tributary.session.TemporaryFolder;
import org.tributary.session.Warehouse;

/**
 * Measures the search of a night's outputs for spans, from the log and the contributions in Delta
 * to committed Delta tables, beside infini-gram on the same tokens. The last line is {@code ratio
 * NUMBER}: infini-gram's time without its index build over the engine's.
 */
public final class SpanBench {
  private static final int LEXICAL_RUNS = 3;

  private final SparkSession spark;
  private final Path work;
  private final PrintStream out;
  private List<Path> folders = List.of();
  private long corpusTokens = 20_000_000;
  private int queryTokens = 1_000_000;
  private int batchTokens = TextScoring.BATCH_TOKENS;
  private int warmUps = 3;
  private int runs = 5;
  private List<Integer> series = List.of(1, 2, 4, 8);
  private String python = "python3";
  private int sampled = 400;
  private int compared = 200;

  private SpanBench(SparkSession spark, Path work, PrintStream out) {
    this.spark = spark;
    this.work = work;
    this.out = out;
  }

  /**
   * A benchmark.
   *
   * @param work folder for its data, which is removed in the end
   * @param out where the tables are printed
   */
  public static SpanBench of(SparkSession spark, Path work, PrintStream out) {
    return new SpanBench(spark, work, out);
  }

  /** Folders with {@code -sources} jars, and the tokens that text is made up to reach. */
  public SpanBench corpus(List<Path> jars, long tokens) {
    this.folders = List.copyOf(jars);
    this.corpusTokens = tokens;
    return this;
  }

  /** Tokens of the outputs of the night. */
  public SpanBench queries(int tokens) {
    this.queryTokens = tokens;
    return this;
  }

  /** As {@link SpanScoring#batchTokens}. */
  public SpanBench batchTokens(int tokens) {
    this.batchTokens = tokens;
    return this;
  }

  /** How often a night is searched before it is measured, and then. */
  public SpanBench runs(int before, int measured) {
    this.warmUps = before;
    this.runs = measured;
    return this;
  }

  /** How many times the queries are measured too. */
  public SpanBench series(List<Integer> times) {
    this.series = List.copyOf(times);
    return this;
  }

  /**
   * Infini-gram beside it.
   *
   * @param program a Python that has it
   * @param timed how many outputs stand for all of the night in its time
   * @param same of how many of them all spans are compared
   */
  public SpanBench infiniGram(String program, int timed, int same) {
    this.python = program;
    this.sampled = timed;
    this.compared = same;
    return this;
  }

  /** Measures and prints. */
  public void execute() throws IOException, InterruptedException {
    BenchCorpus corpus = BenchCorpus.of(folders, corpusTokens);
    line(
        "Corpus: %,d documents of %,d tokens, of which %,d are source code and %,d made up; %,d"
            + " documents of background.",
        corpus.documents().size(),
        corpus.tokens(),
        corpus.codeTokens(),
        corpus.tokens() - corpus.codeTokens(),
        corpus.background().size());
    try (TemporaryFolder folder = TemporaryFolder.in(work, "bench")) {
      Path root = folder.path();
      SpanNight night = SpanNight.make(spark, root.resolve("warehouse").toString(), corpus);
      List<int[]> outputs = night.queries().outputs(queryTokens);
      Measured ours = night(night, outputs);
      double ratio = beside(corpus, outputs, ours, Files.createDirectory(root.resolve("other")));
      if (!series.isEmpty()) {
        series(night);
      }
      line(Double.isNaN(ratio) ? "ratio nan" : "ratio %.3f", ratio);
    }
  }

  /** Medians of several runs. */
  private record Measured(double seconds, double cpuSeconds) {}

  /** One night, several times. */
  private Measured night(SpanNight night, List<int[]> outputs) throws InterruptedException {
    long tokens = SpanQueries.tokens(outputs);
    line("");
    line(
        "%,d outputs of %,d tokens, spans of %d or more, Delta to Delta on %d cores:",
        outputs.size(), tokens, SpanQueries.LEAST, spark.sparkContext().defaultParallelism());
    RunContext run = night.log(outputs);
    List<String> warm = new ArrayList<>();
    for (int i = 0; i < warmUps; i++) {
      warm.add(String.format(Locale.ROOT, "%.2f", seconds(run, new Phases())));
    }
    line("  runs before, which warm the JVM up: %s s", String.join(", ", warm));
    double[] all = new double[runs];
    double[] cpu = new double[runs];
    Map<String, double[]> phases = new LinkedHashMap<>();
    for (int i = 0; i < runs; i++) {
      Phases noted = new Phases();
      double before = CpuTime.seconds();
      all[i] = seconds(run, noted);
      cpu[i] = CpuTime.seconds() - before;
      int at = i;
      noted
          .seconds()
          .forEach(
              (name, seconds) ->
                  phases.computeIfAbsent(name, each -> new double[runs])[at] = seconds);
    }
    Timings timings = new Timings(all);
    line("  seconds of %d runs                 min   median      max", runs);
    line("  %-28s %s", "all", timings);
    line("    %-26s %s", "CPU time", new Timings(cpu));
    phases.forEach((name, seconds) -> line("    %-26s %s", name, new Timings(seconds)));
    line("  %,.0f query tokens a second", tokens / timings.median());
    long peak = PeakHeap.during(() -> seconds(run, new Phases()));
    line(
        "  heap without garbage, in another run: at most %,d MB, %.0f bytes a query token over 200 MB"
            + " a task",
        peak >> 20, bytesATokenOverTasks(peak, tokens));
    written(night.warehouse());
    lexical(run);
    return new Measured(timings.median(), new Timings(cpu).median());
  }

  private double bytesATokenOverTasks(long peak, long tokens) {
    return Math.max(0, peak - spark.sparkContext().defaultParallelism() * 200e6) / tokens;
  }

  private double seconds(RunContext run, Phases phases) {
    long start = System.nanoTime();
    SpanScoring.of(run).full(true).batchTokens(batchTokens).phases(phases).execute();
    return (System.nanoTime() - start) / 1e9;
  }

  /** What the other method that looks at text takes for the same night. */
  private void lexical(RunContext run) {
    double[] all = new double[Math.min(runs, LEXICAL_RUNS)];
    Phases phases = new Phases();
    for (int i = 0; i < all.length; i++) {
      phases = new Phases();
      long start = System.nanoTime();
      LexicalScoring.of(run).full(true).batchTokens(batchTokens).phases(phases).execute();
      all[i] = (System.nanoTime() - start) / 1e9;
    }
    line("");
    line("Method lexical, the same night");
    line("  seconds of %d runs                 min   median      max", all.length);
    line("  %-28s %s", "all", new Timings(all));
    phases.seconds().forEach((name, seconds) -> line("    %-26s %8.2f", name, seconds));
    Row row =
        run.warehouse()
            .read(Tables.TEXT_SHARES)
            .filter("method = 'lexical'")
            .selectExpr(
                "count(*)",
                "CAST(sum(share) AS STRING)",
                "CAST(sum(IF(contributor_id IS NULL, 0, share)) AS STRING)")
            .collectAsList()
            .get(0);
    line(
        "  %,d shares that sum to %s, %s of it somebody's",
        row.getLong(0), row.getString(1), row.getString(2));
  }

  private void written(Warehouse warehouse) {
    warehouse.read(Tables.SPAN_EVIDENCE).createOrReplaceTempView("bench_evidence");
    warehouse
        .read(Tables.TEXT_SHARES)
        .filter("method = 'span'")
        .createOrReplaceTempView("bench_shares");
    Row row = spark.sql(SqlFile.read(SpanBench.class, "span_checksum.sql")).collectAsList().get(0);
    line(
        "  wrote %,d rows of evidence and %,d shares: %,d bytes",
        row.getLong(1),
        row.getLong(2),
        bytes(warehouse, Tables.SPAN_EVIDENCE) + bytes(warehouse, Tables.TEXT_SHARES));
    line("  checksum %s", row.getString(0));
  }

  private static long bytes(Warehouse warehouse, String table) {
    long bytes = 0;
    for (String file : warehouse.read(table).inputFiles()) {
      try {
        bytes += Files.size(Path.of(URI.create(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bytes;
  }

  /** Infini-gram's seconds for the queries over the engine's; not a number without infini-gram. */
  private double beside(BenchCorpus corpus, List<int[]> outputs, Measured ours, Path folder)
      throws IOException, InterruptedException {
    line("");
    List<int[]> documents = corpus.documents().stream().map(BenchDocument::tokens).toList();
    List<int[]> sample = outputs.subList(0, Math.min(sampled, outputs.size()));
    int first = Math.min(compared, sample.size());
    Optional<InfiniGram.Result> result =
        new InfiniGram(python, folder).search(documents, sample, first, SpanQueries.LEAST);
    if (result.isEmpty()) {
      line("infini-gram: skipped, %s -c 'import infini_gram' doesn't work here", python);
      return Double.NaN;
    }
    InfiniGram.Result other = result.get();
    double times = (double) SpanQueries.tokens(outputs) / other.queryTokens();
    double queries = other.querySeconds() * times;
    double cpu = other.queryCpuSeconds() * times;
    line("infini-gram on the same tokens, %,d outputs for all:", sample.size());
    line("  index                        %8.2f s", other.buildSeconds());
    line(
        "  queries                      %8.2f s for all, %.1f us a token",
        queries, other.querySeconds() * 1e6 / other.queryTokens());
    line("    CPU time                   %8.2f s for all", cpu);
    line(
        "  over ours: with its index %.1f, without %.1f",
        (other.buildSeconds() + queries) / ours.seconds(), queries / ours.seconds());
    line("  CPU time over ours: %.1f without its index", cpu / ours.cpuSeconds());
    Set<FoundSpan> spans = FoundSpan.of(outputs.subList(0, first), documents, SpanQueries.LEAST);
    long covered = spans.stream().mapToLong(span -> span.end() - span.start()).sum();
    line(
        "  same spans as infini-gram: %s, %,d spans of %,d outputs, of %,d tokens",
        spans.equals(other.spans()) ? "yes" : "no", spans.size(), first, covered);
    return queries / ours.seconds();
  }

  /** What more queries against the same documents cost. */
  private void series(SpanNight night) throws InterruptedException {
    line("");
    line("More queries, the better of 2 runs:");
    line("  %12s %10s %8s %10s %16s", "tokens", "seconds", "times", "peak MB", "bytes a token");
    double one = 0;
    for (int times : series) {
      List<int[]> outputs = night.queries().outputs(queryTokens * times);
      long tokens = SpanQueries.tokens(outputs);
      RunContext run = night.log(outputs);
      double seconds = Math.min(seconds(run, new Phases()), seconds(run, new Phases()));
      one = one == 0 ? seconds : one;
      long peak = PeakHeap.during(() -> seconds(run, new Phases()));
      line(
          "  %,12d %10.2f %8.2f %,10d %16.0f",
          tokens, seconds, seconds / one, peak >> 20, bytesATokenOverTasks(peak, tokens));
    }
    line("");
  }

  private void line(String format, Object... arguments) {
    out.printf(Locale.ROOT, format + "%n", arguments);
  }
}

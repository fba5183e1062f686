package org.tributary.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.tributary.attribute.influence.InfluenceScoring;
import org.tributary.attribute.influence.InfluenceScoringResult;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;
import org.tributary.session.TemporaryFolder;

/**
 * Measures the influence scoring of a night, from the log's float gradients and the prepared
 * training rows in Delta to committed Delta tables, beside the bare product by {@code cblas_sgemm}
 * in the same process. The last line is {@code ratio NUMBER}: time of the engine over time of the
 * product, of the largest night that was measured.
 */
public final class InfluenceBench {
  /** The nights that are measured unless one is asked for. */
  private static final List<Integer> NIGHTS = List.of(20_000, 200_000);

  /** Slices of the bare product that are measured before each run. */
  private static final int SLICES = 5;

  /** So many nights until the compiler is done with most of it. */
  private static final int WARM_UPS = 3;

  private static final int SMALLEST_OF_SERIES = 2_500;
  private static final int SMALLEST_ROWS_OF_SERIES = 6_250;

  private final SparkSession spark;
  private final Path work;
  private final PrintStream out;
  private BenchSize size = new BenchSize(200_000, 50_000, 512, 100);
  private Optional<Integer> inferences = Optional.empty();
  private int runs = 5;
  private int warmUps = WARM_UPS;
  private int evidenceRows = 50;
  private String kernel = "auto";
  private long trainingBudget = InfluenceScoring.TRAINING_BUDGET;
  private boolean scoringOnly;

  private InfluenceBench(SparkSession spark, Path work, PrintStream out) {
    this.spark = spark;
    this.work = work;
    this.out = out;
  }

  /**
   * A benchmark.
   *
   * @param work folder for its warehouses, each removed after its use
   * @param out where the tables are printed
   */
  public static InfluenceBench of(SparkSession spark, Path work, PrintStream out) {
    return new InfluenceBench(spark, work, out);
  }

  /** Training rows, their dimension, and who they belong to. */
  public InfluenceBench training(int rows, int dimension, int contributors) {
    this.size = new BenchSize(size.inferences(), rows, dimension, contributors);
    return this;
  }

  /** Measures one night of that many inferences instead of the default ones. */
  public InfluenceBench inferences(Optional<Integer> count) {
    this.inferences = count;
    return this;
  }

  /** How often a night is scored before it is measured. */
  public InfluenceBench warmUps(int count) {
    this.warmUps = count;
    return this;
  }

  /** How often a night is scored and measured. */
  public InfluenceBench runs(int count) {
    this.runs = count;
    return this;
  }

  /** Kernel preference. */
  public InfluenceBench kernel(String preference) {
    this.kernel = preference;
    return this;
  }

  /** As {@link InfluenceScoring#trainingBudget}. */
  public InfluenceBench trainingBudget(long bytes) {
    this.trainingBudget = bytes;
    return this;
  }

  /** Whether the night is only scored, and nothing else is measured. */
  public InfluenceBench scoringOnly(boolean only) {
    this.scoringOnly = only;
    return this;
  }

  /** Measures and prints. */
  public void execute() {
    List<Integer> nights = inferences.map(List::of).orElse(NIGHTS);
    if (scoringOnly) {
      scoreOnly(size.withInferences(nights.get(nights.size() - 1)));
      return;
    }
    double ratio = 0;
    try (BareSgemm sgemm = new BareSgemm(size.rows(), size.dimension())) {
      line(
          "Bare cblas_sgemm: %s, %,d x %,d x %d at a time; the mean of %d such slices before each"
              + " run stands for all slices of the night.",
          sgemm.setting(), BareSgemm.SLICE, size.rows(), size.dimension(), SLICES);
      for (int count : nights) {
        ratio = night(size.withInferences(count), sgemm);
      }
    }
    line("");
    line("The same product by itself, on all cores, and how long the largest night would take:");
    new KernelRates(size.withInferences(nights.get(nights.size() - 1)), out).print();
    if (inferences.isEmpty()) {
      series();
    }
    line("ratio %.3f", ratio);
  }

  private void scoreOnly(BenchSize night) {
    inWarehouse(
        night,
        run -> {
          for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            InfluenceScoringResult result = score(run);
            line(
                "%,d inferences x %,d training rows x %d in %.1f s, heap at most %,d MB: %s",
                night.inferences(),
                night.rows(),
                night.dimension(),
                (System.nanoTime() - start) / 1e9,
                Runtime.getRuntime().maxMemory() >> 20,
                phases(result));
          }
          line("checksum %s", checksum(run));
          return 0.0;
        });
  }

  /** One night, several times; the ratio of its median times. */
  private double night(BenchSize night, BareSgemm sgemm) {
    line("");
    line(
        "%,d inferences x %,d training rows x %d, top %d and signed sums of %,d contributors, Delta"
            + " to Delta:",
        night.inferences(), night.rows(), night.dimension(), evidenceRows, night.contributors());
    return inWarehouse(
        night,
        run -> {
          line("  runs before, which warm the JVM up: %s s", warmUp(run));
          double[] engine = new double[runs];
          double[] product = new double[runs];
          double[] engineCpu = new double[runs];
          double[] productCpu = new double[runs];
          Map<String, double[]> phases = new LinkedHashMap<>();
          for (int i = 0; i < runs; i++) {
            double slices = (double) night.inferences() / BareSgemm.SLICE / SLICES;
            double cpu = CpuTime.seconds();
            product[i] = sgemm.seconds(night.inferences(), SLICES);
            productCpu[i] = (CpuTime.seconds() - cpu) * slices;
            cpu = CpuTime.seconds();
            long start = System.nanoTime();
            InfluenceScoringResult result = score(run);
            engine[i] = (System.nanoTime() - start) / 1e9;
            engineCpu[i] = CpuTime.seconds() - cpu;
            int at = i;
            result
                .phases()
                .forEach(
                    phase ->
                        phases.computeIfAbsent(phase.name(), name -> new double[runs])[at] =
                            phase.seconds());
          }
          line("  seconds of %d runs                 min   median      max   Gop/s", runs);
          report("bare sgemm", night, product, productCpu);
          report("engine, end to end", night, engine, engineCpu);
          phases.forEach((name, seconds) -> line("    %-26s %s", name, new Timings(seconds)));
          double ratio = new Timings(engine).median() / new Timings(product).median();
          line("  engine over bare sgemm, medians: %.3f", ratio);
          line("  checksum %s", checksum(run));
          return ratio;
        });
  }

  /** What the runs took that nobody counts: the first compiles everything. */
  private String warmUp(RunContext run) {
    List<String> seconds = new ArrayList<>();
    for (int i = 0; i < warmUps; i++) {
      seconds.add(String.format(Locale.ROOT, "%.2f", seconds(run)));
    }
    return String.join(", ", seconds);
  }

  /** Time by the clock, and below it the time of all threads, which other programs touch less. */
  private void report(String name, BenchSize night, double[] seconds, double[] cpu) {
    Timings timings = new Timings(seconds);
    line("  %-28s %s %7.0f", name, timings, night.operations() / timings.median() / 1e9);
    line("    %-26s %s", "CPU time", new Timings(cpu));
  }

  /** Twice the work takes twice the time, plus what a night costs at all. */
  private void series() {
    line("");
    line("Seconds of the engine, the better of 2 runs:");
    line("  %12s %12s %10s", "inferences", "rows", "seconds");
    for (int times = 1; times <= 8; times *= 2) {
      step(size.withInferences(SMALLEST_OF_SERIES * times));
    }
    for (int times = 1; times <= 8; times *= 2) {
      step(size.withInferences(20_000).withRows(SMALLEST_ROWS_OF_SERIES * times));
    }
    line("");
  }

  private void step(BenchSize night) {
    double seconds = inWarehouse(night, run -> Math.min(seconds(run), seconds(run)));
    line("  %,12d %,12d %10.2f", night.inferences(), night.rows(), seconds);
  }

  private double seconds(RunContext run) {
    long start = System.nanoTime();
    score(run);
    return (System.nanoTime() - start) / 1e9;
  }

  private InfluenceScoringResult score(RunContext run) {
    return InfluenceScoring.of(run)
        .kernel(kernel)
        .full(true)
        .trainingBudget(trainingBudget)
        .execute();
  }

  private static String phases(InfluenceScoringResult result) {
    List<String> phases = new ArrayList<>();
    result
        .phases()
        .forEach(
            each ->
                phases.add(String.format(Locale.ROOT, "%s %.1f s", each.name(), each.seconds())));
    return String.join(", ", phases);
  }

  /** A hash of both tables that depends on no partition, order or kernel. */
  private String checksum(RunContext run) {
    run.warehouse().read(Tables.INFLUENCE_VALUES).createOrReplaceTempView("bench_values");
    run.warehouse().read(Tables.INFLUENCE_SUMS).createOrReplaceTempView("bench_sums");
    return spark
        .sql(SqlFile.read(InfluenceBench.class, "checksum.sql"))
        .collectAsList()
        .get(0)
        .getString(0);
  }

  /** What is measured in a warehouse. */
  private interface Measured {
    double in(RunContext run);
  }

  private double inWarehouse(BenchSize night, Measured measured) {
    try (TemporaryFolder root = TemporaryFolder.in(work, "bench")) {
      return measured.in(SyntheticWorld.make(spark, root.path().toString(), night, evidenceRows));
    }
  }

  private void line(String format, Object... arguments) {
    out.printf(Locale.ROOT, format + "%n", arguments);
  }
}

package org.tributary.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.tributary.gpu.Kernel;
import org.tributary.gpu.Kernels;
import org.tributary.gpu.PackedRows;
import org.tributary.gpu.Tiles;
import org.tributary.schemas.TributaryException;

/**
 * The product alone by every kernel, and by what a user would reach for instead: how many
 * operations a second, one thread per core. Measured on a part of the product, as long as it takes
 * to tell.
 */
final class KernelRates {
  /** Seconds that each is measured. */
  private static final double SECONDS = 1;

  private static final int PYTORCH_INFERENCES = 2_000;
  private static final int PYTORCH_PLACES = 50;
  private static final long PYTORCH_MINUTES = 5;

  /** Rows of an EJML matrix: some hundred kilobytes, as its blocks are made for. */
  private static final int EJML_ROWS = 512;

  private final BenchSize night;
  private final PrintStream out;
  private final int cores = Runtime.getRuntime().availableProcessors();

  KernelRates(BenchSize night, PrintStream out) {
    this.night = night;
    this.out = out;
  }

  /** Billions of operations a second by tiles of 512 dimensions. */
  static double ofTiles(Kernel kernel) {
    KernelRates rates = new KernelRates(new BenchSize(1, 1, 512, 1), System.out);
    return rates.rate(thread -> rates.tiles(kernel, thread));
  }

  void print() {
    out.printf(Locale.ROOT, "  %-34s %8s %10s%n", "", "Gop/s", "seconds");
    for (String name : new String[] {"reference", "openblas", "onednn", "cublas"}) {
      try {
        Kernel kernel = Kernels.select(name);
        line("tiles by " + name, rate(thread -> tiles(kernel, thread)));
      } catch (TributaryException e) {
        out.printf(Locale.ROOT, "  %-34s not on this machine%n", "tiles by " + name);
      }
    }
    line("EJML, doubles", rate(this::ejml));
    pytorch();
  }

  private void line(String name, double rate) {
    out.printf(Locale.ROOT, "  %-34s %8.0f %10.1f%n", name, rate, night.operations() / rate / 1e9);
  }

  /** Work that can be repeated, and its operations. */
  private record Repeatable(Runnable work, double operations) {}

  /** A thread's own work. */
  private interface Works {
    Repeatable of(int thread);
  }

  private double rate(Works works) {
    double[] rates = new double[cores];
    InParallel.seconds(cores, thread -> () -> rates[thread] = rate(works.of(thread)));
    double sum = 0;
    for (double rate : rates) {
      sum += rate;
    }
    return sum;
  }

  private static double rate(Repeatable repeatable) {
    long warm = System.nanoTime();
    while (System.nanoTime() - warm < SECONDS * 5e8) {
      repeatable.work().run();
    }
    long start = System.nanoTime();
    long count = 0;
    while (System.nanoTime() - start < SECONDS * 1e9) {
      repeatable.work().run();
      count++;
    }
    return count * repeatable.operations() / (System.nanoTime() - start);
  }

  private Repeatable tiles(Kernel kernel, int seed) {
    int dimension = night.dimension();
    PackedRows rows = PackedRows.of(bytes(seed, Tiles.ROWS * dimension), dimension);
    Tiles tiles = kernel.tiles(dimension);
    tiles.load(PackedRows.of(bytes(~seed, Tiles.QUERIES * dimension), dimension), Tiles.QUERIES);
    return new Repeatable(
        () -> tiles.multiply(rows, 0, Tiles.ROWS), 2.0 * Tiles.ROWS * Tiles.QUERIES * dimension);
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    for (int i = 0; i < length; i++) {
      bytes[i] = bytes[i] == Byte.MIN_VALUE ? 0 : bytes[i];
    }
    return bytes;
  }

  private Repeatable ejml(int seed) {
    java.util.Random random = new java.util.Random(seed);
    DMatrixRMaj queries = new DMatrixRMaj(EJML_ROWS, night.dimension());
    DMatrixRMaj rows = new DMatrixRMaj(EJML_ROWS, night.dimension());
    for (int i = 0; i < queries.data.length; i++) {
      queries.data[i] = random.nextDouble();
      rows.data[i] = random.nextDouble();
    }
    DMatrixRMaj scores = new DMatrixRMaj(EJML_ROWS, EJML_ROWS);
    return new Repeatable(
        () -> CommonOps_DDRM.multTransB(queries, rows, scores),
        2.0 * EJML_ROWS * EJML_ROWS * night.dimension());
  }

  /** By a Python that the user has, if PyTorch is in it. */
  private void pytorch() {
    try {
      Path script = Files.createTempFile("pytorch", ".py");
      try (InputStream in = KernelRates.class.getResourceAsStream("pytorch.py")) {
        Files.write(script, in.readAllBytes());
        ProcessBuilder builder =
            new ProcessBuilder(
                    "python3",
                    script.toString(),
                    Integer.toString(PYTORCH_INFERENCES),
                    Integer.toString(night.rows()),
                    Integer.toString(night.dimension()),
                    Integer.toString(PYTORCH_PLACES))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // The engine's environment asks for one thread, for its own kernels: PyTorch takes all.
        builder.environment().remove("OMP_NUM_THREADS");
        Process process = builder.start();
        String text =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean ended = process.waitFor(PYTORCH_MINUTES, TimeUnit.MINUTES);
        String[] rates = text.split(" ");
        if (!ended || process.exitValue() != 0 || rates.length != 2) {
          out.println("  PyTorch: skipped, python3 -c 'import torch' doesn't work here");
          return;
        }
        line("PyTorch, product alone", Double.parseDouble(rates[0]));
        line("PyTorch, with top and sums", Double.parseDouble(rates[1]));
      } finally {
        Files.delete(script);
      }
    } catch (IOException e) {
      out.println("  PyTorch: skipped, there is no python3");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

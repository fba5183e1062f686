package org.tributary.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.tributary.gpu.CuBlasKernel;
import org.tributary.gpu.CuBlasPeak;
import org.tributary.gpu.Kernel;
import org.tributary.gpu.KernelComparison;
import org.tributary.gpu.Kernels;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Every kernel of this machine: whether it is right, and how fast. Needs no Spark. */
public final class KernelBench {
  private static final List<String> KERNELS =
      List.of("reference", "openblas", "onednn", CuBlasKernel.NAME);

  private final PrintStream out;
  private Optional<String> needed = Optional.empty();

  private KernelBench(PrintStream out) {
    this.out = Objects.requireNonNull(out, "out");
  }

  public static KernelBench of(PrintStream out) {
    return new KernelBench(out);
  }

  /** A kernel that must work here. */
  public KernelBench need(Optional<String> name) {
    this.needed = name;
    return this;
  }

  /**
   * Compares and measures.
   *
   * @return whether no kernel differs
   * @throws TributaryException USAGE where the needed kernel doesn't work here
   */
  public boolean execute() {
    needed.ifPresent(Kernels::select);
    boolean same = true;
    out.printf(Locale.ROOT, "%-12s %14s %10s %12s%n", "kernel", "products", "different", "Gop/s");
    for (String name : KERNELS) {
      Optional<Kernel> kernel = working(name);
      if (kernel.isEmpty()) {
        out.printf(Locale.ROOT, "%-12s not on this machine%n", name);
        continue;
      }
      KernelComparison compared = KernelComparison.of(kernel.get());
      same &= compared.different() == 0;
      out.printf(
          Locale.ROOT,
          "%-12s %,14d %,10d %,12.0f%n",
          name,
          compared.products(),
          compared.different(),
          KernelRates.ofTiles(kernel.get()));
      if (name.equals(CuBlasKernel.NAME)) {
        out.printf(
            Locale.ROOT,
            "%-12s %14s %10s %,12.0f%n",
            "GPU's peak",
            "",
            "",
            CuBlasPeak.operationsPerSecond() / 1e9);
      }
    }
    return same;
  }

  private static Optional<Kernel> working(String name) {
    try {
      return Optional.of(Kernels.select(name));
    } catch (TributaryException e) {
      if (e.code() == ErrorCode.USAGE) {
        return Optional.empty();
      }
      throw e;
    }
  }
}

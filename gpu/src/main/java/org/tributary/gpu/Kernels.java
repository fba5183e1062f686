package org.tributary.gpu;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * Which kernel multiplies. A kernel earns its place in every process: it must load, and it must
 * agree with the plain Java loop on rows that are hard to get right. Which one runs changes the
 * time, never a number.
 */
public final class Kernels {
  /** Preference for the fastest kernel that works on this machine. */
  public static final String AUTO = "auto";

  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

  /** Those that {@link #AUTO} tries, fastest first, up to the one that works everywhere. */
  private static final List<Candidate> CANDIDATES =
      List.of(
          new Candidate(OneDnnKernel.NAME, OneDnnKernel::new),
          new Candidate(OpenBlasKernel.NAME, OpenBlasKernel::new),
          new Candidate(ReferenceKernel.NAME, ReferenceKernel::new),
          // Behind the one that always works, so only by name: gpu/RESULTS.md says why.
          new Candidate(CuBlasKernel.NAME, CuBlasKernel::new));

  /** Examined once per process: a Spark executor asks once per task. */
  private static final Map<String, Kernel> SELECTED = new ConcurrentHashMap<>();

  private Kernels() {}

  /** A kernel that may or may not work here. */
  record Candidate(String name, Supplier<Kernel> load) {}

  /**
   * The kernel to use.
   *
   * @param preference {@code auto}, {@code onednn}, {@code openblas}, {@code reference} or {@code
   *     cublas}
   * @throws TributaryException USAGE when there is no such kernel, or the one asked for by name
   *     doesn't work on this machine
   */
  public static Kernel select(String preference) {
    return SELECTED.computeIfAbsent(preference, name -> select(name, CANDIDATES));
  }

  static Kernel select(String preference, List<Candidate> candidates) {
    if (preference.equals(AUTO)) {
      return fastest(candidates);
    }
    Candidate candidate =
        candidates.stream()
            .filter(each -> each.name().equals(preference))
            .findFirst()
            .orElseThrow(() -> unknown(preference, candidates));
    Trial trial = tryOut(candidate);
    return trial
        .kernel()
        .orElseThrow(
            () ->
                TributaryException.of(
                    ErrorCode.USAGE,
                    "Kernel %s can't be used on this machine: %s. Use --kernel auto for the fastest"
                        + " one that works here; all give the same numbers.",
                    preference,
                    trial.problem()));
  }

  private static Kernel fastest(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      Trial trial = tryOut(candidate);
      if (trial.kernel().isPresent()) {
        LOG.info("Kernel {} is used", candidate.name());
        return trial.kernel().get();
      }
      LOG.warn("Kernel {} is not used: {}", candidate.name(), trial.problem());
    }
    throw new TributaryException(ErrorCode.INFRASTRUCTURE, "No kernel works on this machine.");
  }

  /** A kernel that passed, or what is wrong with it. */
  private record Trial(Optional<Kernel> kernel, String problem) {}

  private static Trial tryOut(Candidate candidate) {
    try {
      Kernel kernel = candidate.load().get();
      return SelfTest.problemOf(kernel)
          .map(problem -> new Trial(Optional.empty(), problem))
          .orElseGet(() -> new Trial(Optional.of(kernel), ""));
    } catch (TributaryException e) {
      return new Trial(Optional.empty(), e.getMessage().replaceAll("[.]$", ""));
    } catch (LinkageError | RuntimeException e) {
      return new Trial(Optional.empty(), "it can't be loaded or fails: " + e);
    }
  }

  private static TributaryException unknown(String preference, List<Candidate> candidates) {
    return TributaryException.of(
        ErrorCode.USAGE,
        "There is no kernel '%s'. Choose one of: %s, %s.",
        preference,
        AUTO,
        candidates.stream()
            .map(candidate -> candidate.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")));
  }
}

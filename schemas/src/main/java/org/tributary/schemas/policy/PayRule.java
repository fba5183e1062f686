package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.Locale;

/**
 * How exact influence becomes shares. All numbers are integers: parts per million where the name
 * ends in Ppm.
 *
 * @param value what a contributor is worth to an inference
 * @param duplicates who speaks for contributions that are the same or nearly the same
 * @param nearDuplicateCosinePpm cosine from which two contributions are nearly the same, 500,000 to
 *     1,000,000; 1,000,000: only exact copies are duplicates
 * @param kappaPpm how much harm counts against a contributor: its credibility is {@code max(0, 1 -
 *     kappa N / P)}; 0: harm doesn't count
 * @param shrinkagePpm how much less credible whoever's contributions are worth little is: that is
 *     multiplied by {@code q / (q + s m)}, with q the net value of its contributions each and m the
 *     typical one; 0: not at all
 * @param windowDays log dates that credibility looks at, up to and with the log date itself
 * @param signalToNoiseFloorPpm contributors whose share is below this multiple of its standard
 *     error get a flat share; 0: nobody
 */
public record PayRule(
    Value value,
    Duplicates duplicates,
    int nearDuplicateCosinePpm,
    int kappaPpm,
    int shrinkagePpm,
    int windowDays,
    int signalToNoiseFloorPpm)
    implements Serializable {
  /** What a contributor is worth to an inference. */
  public enum Value {
    /** Its rows taken together, solved against the curvature of everybody else's rows. */
    LEAVE_GROUP_OUT,
    /** The sum of the positive scores of its rows. */
    POSITIVE_ROWS
  }

  /** Who speaks for a group of duplicates. */
  public enum Duplicates {
    /** The earliest accepted contribution; the others earn nothing. */
    EARLIEST,
    /** Everybody: duplicates aren't looked for. */
    SEPARATE
  }

  /** The default. */
  public static final PayRule LEAVE_GROUP_OUT =
      new PayRule(Value.LEAVE_GROUP_OUT, Duplicates.EARLIEST, 950_000, 1_000_000, 1_000_000, 30, 0);

  /** The published Proof of Attribution: the positive share of rows, and nothing else. */
  public static final PayRule PUBLISHED_POA =
      new PayRule(Value.POSITIVE_ROWS, Duplicates.SEPARATE, 1_000_000, 0, 0, 1, 0);

  /**
   * As a person reads it, e.g. {@code leave-group-out, earliest of 950000 ppm, kappa 1000000 ppm,
   * shrinkage 1000000 ppm over 30 days, signal-to-noise floor 0 ppm}.
   */
  public String text() {
    if (equals(PUBLISHED_POA)) {
      return "published-poa";
    }
    String groups =
        duplicates == Duplicates.EARLIEST
            ? "earliest of " + nearDuplicateCosinePpm + " ppm"
            : "duplicates separate";
    return String.join(
        ", ",
        value.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        groups,
        "kappa "
            + kappaPpm
            + " ppm, shrinkage "
            + shrinkagePpm
            + " ppm over "
            + windowDays
            + " days",
        "signal-to-noise floor " + signalToNoiseFloorPpm + " ppm");
  }
}

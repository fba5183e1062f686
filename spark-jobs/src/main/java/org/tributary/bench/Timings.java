package org.tributary.bench;

import java.util.Arrays;
import java.util.Locale;

/** Seconds of several runs of the same. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Timings(double[] seconds) {
  Timings {
    seconds = Arrays.stream(seconds).sorted().toArray();
  }

  double least() {
    return seconds[0];
  }

  /** The middle one; of two in the middle, their mean. */
  double median() {
    int middle = seconds.length / 2;
    return seconds.length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
  }

  double most() {
    return seconds[seconds.length - 1];
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%8.2f %8.2f %8.2f", least(), median(), most());
  }
}

package org.tributary.nightly;

import java.time.Duration;

/** Who is told how a night goes. */
public interface Progress {
  /** Nobody. */
  Progress SILENT =
      new Progress() {
        @Override
        public void started(int number, int of, String stage) {}

        @Override
        public void finished(int number, int of, String stage, String outcome, Duration took) {}

        @Override
        public void failed(int number, int of, String stage) {}
      };

  /** Stage {@code number} of {@code of} starts. */
  void started(int number, int of, String stage);

  /** It ended; {@code outcome} says in a few words what it did. */
  void finished(int number, int of, String stage, String outcome, Duration took);

  /** It failed; the exception tells why. */
  void failed(int number, int of, String stage);
}

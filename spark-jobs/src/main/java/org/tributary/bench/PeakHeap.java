package org.tributary.bench;

import java.lang.management.ManagementFactory;

/**
 * What the heap holds at most besides garbage while some work is done: it is collected again and
 * again meanwhile, which takes the work several times as long.
 */
final class PeakHeap {
  private static final int PAUSE_MILLIS = 200;

  private PeakHeap() {}

  /** Bytes over what was held before. */
  static long during(Runnable work) throws InterruptedException {
    long before = live();
    Thread worker = new Thread(work, "measured");
    worker.start();
    long peak = before;
    while (worker.isAlive()) {
      peak = Math.max(peak, live());
      worker.join(PAUSE_MILLIS);
    }
    return peak - before;
  }

  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}

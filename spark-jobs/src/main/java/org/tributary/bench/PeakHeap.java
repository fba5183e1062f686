package org.tributary.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;

/**
 * What the heap holds at most besides garbage while some work is done: it is collected again and
 * again meanwhile, which takes the work several times as long.
 */
final class PeakHeap {
  private static final int PAUSE_MILLIS = 200;

  private PeakHeap() {}

  /** Bytes over what was held before. */
  static long during(Runnable work) throws InterruptedException {
    long before = settled();
    Thread worker = new Thread(work, "measured");
    worker.start();
    long peak = before;
    while (worker.isAlive()) {
      peak = Math.max(peak, live());
      worker.join(PAUSE_MILLIS);
    }
    return peak - before;
  }

  /** Spark lets go of what nobody has any more some time after a collection. */
  private static long settled() throws InterruptedException {
    long least = live();
    for (int i = 0; i < 5; i++) {
      Thread.sleep(PAUSE_MILLIS);
      least = Math.min(least, live());
    }
    return least;
  }

  /** As the collection left it: what is in use when it is asked for has new garbage in it. */
  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }
}

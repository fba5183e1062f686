package org.tributary.influence;

import java.nio.charset.StandardCharsets;

/** Which half of the training rows a contribution falls into: a bit of a hash of its name. */
final class HeldOut {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private HeldOut() {}

  /** FNV-1a over both names as UTF-8, a zero byte between them, its upper bits folded in. */
  static boolean isOdd(ContributionKey key) {
    long hash = OFFSET;
    hash = fold(hash, key.datanetId());
    hash = (hash ^ 0) * PRIME;
    hash = fold(hash, key.contributionId());
    return Long.bitCount(hash) % 2 == 1;
  }

  private static long fold(long start, String text) {
    long hash = start;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * PRIME;
    }
    return hash;
  }
}

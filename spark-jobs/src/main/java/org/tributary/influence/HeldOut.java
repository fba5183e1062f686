package org.tributary.influence;

import java.nio.charset.StandardCharsets;

/** Which fold of the training rows a contribution falls into: a hash of its name. */
final class HeldOut {
  /** How many folds. */
  static final int FOLDS = 4;

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private HeldOut() {}

  /** 64-bit FNV-1a over both names as UTF-8, each with a zero byte behind it, then mixed. */
  static int fold(ContributionKey key) {
    long hash = add(add(OFFSET, key.datanetId()), key.contributionId());
    // FNV leaves the upper bits of names that differ at their end alike; this is MurmurHash3's end.
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) ((hash ^ (hash >>> 33)) >>> 62);
  }

  private static long add(long start, String text) {
    long hash = start;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * PRIME;
    }
    return hash * PRIME;
  }
}

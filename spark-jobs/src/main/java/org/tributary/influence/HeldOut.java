package org.tributary.influence;

import java.nio.charset.StandardCharsets;

/** Which fold of the training rows a contribution falls into: a hash of its name. */
final class HeldOut {
  /** How many folds. */
  static final int FOLDS = 4;

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private HeldOut() {}

  /** 64-bit FNV-1a over both names as UTF-8, each with a zero byte behind it; its upper bits. */
  static int fold(ContributionKey key) {
    long hash = add(add(OFFSET, key.datanetId()), key.contributionId());
    return (int) (hash >>> 62);
  }

  private static long add(long start, String text) {
    long hash = start;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * PRIME;
    }
    return hash * PRIME;
  }
}

package org.tributary.reports.safe;

import java.util.ArrayList;
import java.util.List;

/**
 * What calls take of a block, and how many fit into one transaction. The numbers lie above what
 * anvil measured (the test against a real Safe holds them to it): a token behind a proxy takes more
 * than a plain one, for which a quarter of the limit is kept free.
 */
public final class SafeGas {
  /** Most gas of one transaction on Ethereum, by EIP-7825. */
  public static final long TRANSACTION_LIMIT = 16_777_216;

  /** Most that a batch may be estimated at. */
  public static final long BATCH_LIMIT = TRANSACTION_LIMIT / 4 * 3;

  /** A transaction of a Safe with a few owners, without what it calls. */
  public static final long TRANSACTION = 100_000;

  /** A transfer to somebody who has none of the token yet. */
  public static final long TRANSFER = 28_500;

  /** A root that is set or submitted. */
  public static final long ROOT = 100_000;

  private static final long CLAIM = 58_000;
  private static final long FULL_CLAIM = 85_000;
  private static final long PROOF_HASH = 750;

  private SafeGas() {}

  /** A claim in somebody's name, of a contract that keeps one word for each account. */
  public static long claim(int proofLength) {
    return CLAIM + PROOF_HASH * proofLength;
  }

  /** The same of Merkl, which keeps two words and takes arrays. */
  public static long fullClaim(int proofLength) {
    return FULL_CLAIM + PROOF_HASH * proofLength;
  }

  /** What a batch takes at most. */
  public static long of(List<SafeCall> calls) {
    return TRANSACTION + calls.stream().mapToLong(SafeCall::gas).sum();
  }

  /**
   * Cuts payments into batches that stay below {@link #BATCH_LIMIT}.
   *
   * @param gas what each payment takes
   * @param most payments of a batch
   * @return where each batch ends; the first starts at 0, each further one where one ends
   */
  public static List<Integer> batchEnds(long[] gas, int most) {
    List<Integer> ends = new ArrayList<>();
    int start = 0;
    long sum = TRANSACTION;
    for (int i = 0; i < gas.length; i++) {
      if (i > start && (i - start == most || sum + gas[i] > BATCH_LIMIT)) {
        ends.add(i);
        start = i;
        sum = TRANSACTION;
      }
      sum += gas[i];
    }
    if (gas.length > 0) {
      ends.add(gas.length);
    }
    return ends;
  }
}

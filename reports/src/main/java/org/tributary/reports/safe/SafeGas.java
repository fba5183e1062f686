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

  /** Cuts calls into batches of at most {@code most} that stay below {@link #BATCH_LIMIT}. */
  public static List<List<SafeCall>> batches(List<SafeCall> calls, int most) {
    List<List<SafeCall>> batches = new ArrayList<>();
    List<SafeCall> batch = new ArrayList<>();
    long gas = TRANSACTION;
    for (SafeCall call : calls) {
      if (!batch.isEmpty() && (batch.size() == most || gas + call.gas() > BATCH_LIMIT)) {
        batches.add(List.copyOf(batch));
        batch.clear();
        gas = TRANSACTION;
      }
      batch.add(call);
      gas += call.gas();
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}

package org.tributary.span;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What documents have in common with the outputs of an index. Results of parts of a corpus add up
 * to that of the whole, bit by bit, whatever the parts and the order.
 *
 * <p>Kept as notes, ascending, with how many corpus positions each stands for. A note is the rank
 * of the neighbour that has a position's longest match, whether the position's suffix falls behind
 * it, and the length of the match. What the other neighbour shares needs no room: of the two it
 * shares less, so that is what the two neighbours share with each other.
 */
public final class ScanResult implements Serializable {
  private final long fingerprint;
  private final long[] notes;
  private final long[] counts;

  ScanResult(long fingerprint, long[] notes, long[] counts) {
    this.fingerprint = fingerprint;
    this.notes = notes;
    this.counts = counts;
  }

  static long note(int rank, boolean behind, int length) {
    return (long) rank << 32 | (behind ? 1L << 31 : 0) | length;
  }

  static int rank(long note) {
    return (int) (note >>> 32);
  }

  static int length(long note) {
    return (int) note & Integer.MAX_VALUE;
  }

  /** What two sets of documents have in common with the outputs of the same index. */
  public ScanResult plus(ScanResult other) {
    if (fingerprint != other.fingerprint) {
      throw new IllegalArgumentException("Scans with different indexes don't add up");
    }
    long[] mergedNotes = new long[Math.addExact(notes.length, other.notes.length)];
    long[] mergedCounts = new long[mergedNotes.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < notes.length || j < other.notes.length) {
      long mine = i < notes.length ? notes[i] : Long.MAX_VALUE;
      long others = j < other.notes.length ? other.notes[j] : Long.MAX_VALUE;
      mergedNotes[size] = Math.min(mine, others);
      if (mine <= others) {
        mergedCounts[size] += counts[i++];
      }
      if (others <= mine) {
        mergedCounts[size] += other.counts[j++];
      }
      size++;
    }
    return new ScanResult(
        fingerprint, Arrays.copyOf(mergedNotes, size), Arrays.copyOf(mergedCounts, size));
  }

  /** Which index this is about: {@link QueryIndex#fingerprint}. */
  public long fingerprint() {
    return fingerprint;
  }

  /** How many counts it holds, 16 bytes each. */
  public int size() {
    return notes.length;
  }

  long[] notes() {
    return notes;
  }

  long count(int i) {
    return counts[i];
  }

  void requireIndex(QueryIndex index) {
    if (fingerprint != index.fingerprint()) {
      throw new IllegalArgumentException("This scan was made with another index");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScanResult that
        && fingerprint == that.fingerprint
        && Arrays.equals(notes, that.notes)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(notes) + Arrays.hashCode(counts);
  }
}

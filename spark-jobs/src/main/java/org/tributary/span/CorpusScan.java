package org.tributary.span;

/**
 * Reads documents and counts where their positions fall among the sorted suffixes of the outputs.
 * One a thread; it holds as many counts as there are distinct (place, length) pairs, 48 bytes or
 * less each, not one for each output token.
 *
 * <p>A document of n tokens costs O(n) where nothing matches and O(n (L + log Q)) at worst, for an
 * index of Q tokens.
 */
public final class CorpusScan {
  private final long fingerprint;
  private final Matches matches;

  public CorpusScan(QueryIndex index) {
    this.fingerprint = index.fingerprint();
    this.matches = new Matches(index);
  }

  private static final class Matches extends MatchScan {
    private final CountMap counts = new CountMap();

    Matches(QueryIndex index) {
      super(index, index.filter());
    }

    @Override
    void found(int position, int rank, boolean behind, int length) {
      counts.increment(ScanResult.note(rank, behind, length));
    }
  }

  /**
   * Adds a document; matches don't reach from one into another.
   *
   * @throws IllegalArgumentException if a token is negative; the document isn't added then
   */
  public void accept(int[] document) {
    accept(document, 0, document.length);
  }

  /** Adds the document that stands in {@code length} tokens from {@code offset} on. */
  public void accept(int[] tokens, int offset, int length) {
    matches.scan(tokens, offset, length);
  }

  /** How many counts are held. */
  public int size() {
    return matches.counts.size();
  }

  /** What all documents so far have in common with the outputs. */
  public ScanResult result() {
    long[] notes = matches.counts.sortedKeys();
    return new ScanResult(fingerprint, notes, matches.counts.countsOf(notes));
  }
}

package org.tributary.span.credit;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.tributary.span.HolderScan;
import org.tributary.span.Holdings;
import org.tributary.span.QueryIndex;
import org.tributary.span.SpanHolders;

/**
 * Reads documents and collects who claims the texts of spans: one claim per text and contributor,
 * however many documents and places there are. One a thread; claims of two scans to the same text
 * add up with {@link Claim#plus}.
 */
public final class ClaimScan {
  /** The claim of one contributor to one text. */
  public record Key(int text, String contributorId) implements Serializable {}

  private final HolderScan scan;
  private final Map<Key, Claim> claims = new HashMap<>();

  /**
   * @throws IllegalArgumentException if the texts were found with another index
   */
  public ClaimScan(QueryIndex index, SpanHolders texts) {
    this.scan = new HolderScan(index, texts);
  }

  /**
   * Adds a document.
   *
   * @param claim to whatever it holds
   */
  public void accept(int[] document, Claim claim) {
    Holdings held = scan.accept(document);
    for (int i = 0; i < held.size(); i++) {
      claims.merge(
          new Key(held.text(i), claim.contributorId()), claim.at(held.first(i)), Claim::plus);
    }
  }

  /** All claims so far, also those by nothing but removed contributions. */
  public Map<Key, Claim> claims() {
    return claims;
  }
}

package org.tributary.span.credit;

import org.tributary.span.HolderScan;
import org.tributary.span.Holdings;
import org.tributary.span.QueryIndex;
import org.tributary.span.SpanHolders;

/** Reads documents and collects who claims the texts of spans. One a thread. */
public final class ClaimScan {
  private final HolderScan scan;
  private final ClaimTable claims = new ClaimTable();

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
    if (held.size() == 0) {
      return;
    }
    int source = claims.source(claim);
    for (int i = 0; i < held.size(); i++) {
      claims.add(held.text(i), source, held.first(i), claim.claimedAt());
    }
  }

  /** All claims so far. */
  public ClaimTable claims() {
    return claims;
  }
}

package org.tributary.influence;

import java.io.Serializable;
import java.util.Comparator;
import org.tributary.reports.payout.CodePointOrder;

/**
 * Who earns: a contributor, per datanet. Ordered by datanet, then contributor, both as UTF-8.
 *
 * @param datanetId datanet
 * @param contributorId contributor
 */
public record ContributorKey(String datanetId, String contributorId)
    implements Comparable<ContributorKey>, Serializable {
  private static final Comparator<ContributorKey> ORDER =
      Comparator.comparing(ContributorKey::datanetId, CodePointOrder.INSTANCE)
          .thenComparing(ContributorKey::contributorId, CodePointOrder.INSTANCE);

  @Override
  public int compareTo(ContributorKey other) {
    return ORDER.compare(this, other);
  }
}

package org.tributary.influence;

import java.io.Serializable;
import java.util.Comparator;
import org.tributary.reports.payout.CodePointOrder;

/**
 * One contribution. Ordered by datanet, then id, both as UTF-8.
 *
 * @param datanetId datanet
 * @param contributionId unique in the datanet
 */
public record ContributionKey(String datanetId, String contributionId)
    implements Comparable<ContributionKey>, Serializable {
  private static final Comparator<ContributionKey> ORDER =
      Comparator.comparing(ContributionKey::datanetId, CodePointOrder.INSTANCE)
          .thenComparing(ContributionKey::contributionId, CodePointOrder.INSTANCE);

  @Override
  public int compareTo(ContributionKey other) {
    return ORDER.compare(this, other);
  }
}

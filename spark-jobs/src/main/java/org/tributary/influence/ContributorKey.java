package org.tributary.influence;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Who earns: a contributor, per datanet. Ordered by datanet, then contributor, both as UTF-8.
 *
 * @param datanetId datanet
 * @param contributorId contributor
 */
public record ContributorKey(String datanetId, String contributorId)
    implements Comparable<ContributorKey>, Serializable {
  private static final Comparator<ContributorKey> ORDER =
      Comparator.comparing(ContributorKey::datanetId, Utf8Order.TEXTS)
          .thenComparing(ContributorKey::contributorId, Utf8Order.TEXTS);

  @Override
  public int compareTo(ContributorKey other) {
    return ORDER.compare(this, other);
  }
}

package org.tributary.influence;

import java.io.Serializable;

/**
 * What one contributor's value is computed with.
 *
 * @param ordinal number of the contributor among those of the model that earn, by key
 * @param contributor contributor
 * @param contributions contributions that earn
 * @param leaders of these, those that speak for themselves or for a group
 * @param vector quantized
 */
public record ContributorVector(
    int ordinal, ContributorKey contributor, long contributions, long leaders, QuantizedRow vector)
    implements Serializable {
  /** The same with its vector as it stands among the others. */
  public ContributorVector fitted(ExponentRange range) {
    return new ContributorVector(ordinal, contributor, contributions, leaders, range.fit(vector));
  }
}

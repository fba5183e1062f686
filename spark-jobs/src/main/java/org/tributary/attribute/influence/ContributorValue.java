package org.tributary.attribute.influence;

import java.math.BigInteger;
import java.util.List;

/**
 * What one contributor's examples did for one inference.
 *
 * @param contributor contributor
 * @param value exact sum of the scores of all its rows and checkpoints, in units of the inference's
 *     power of two; never 0
 * @param evidence its strongest contributions, by descending |score| and ascending id
 */
public record ContributorValue(
    ContributorKey contributor, BigInteger value, List<Evidence> evidence) {
  /**
   * One contribution's part.
   *
   * @param contributionId contribution
   * @param score exact sum over its checkpoints, in the same unit as the value; never 0
   */
  public record Evidence(String contributionId, BigInteger score) {}
}

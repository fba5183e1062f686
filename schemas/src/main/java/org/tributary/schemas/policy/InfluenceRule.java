package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How method {@link Method#INFLUENCE} scores.
 *
 * @param preconditioner what stands between the gradients of an inference and of an example
 * @param damping lambda of the preconditioners that have one
 * @param checkpointWeightsPpm weight of each checkpoint in the average, parts per million, 0 or
 *     more; empty: all checkpoints count the same. A checkpoint that a non-empty map doesn't name
 *     has weight 0.
 * @param evidenceRows how many contributions of an inference are kept as evidence
 */
public record InfluenceRule(
    Preconditioner preconditioner,
    Damping damping,
    SortedMap<String, Integer> checkpointWeightsPpm,
    int evidenceRows)
    implements Serializable {
  public InfluenceRule {
    checkpointWeightsPpm = Collections.unmodifiableSortedMap(new TreeMap<>(checkpointWeightsPpm));
  }

  /** All checkpoints count the same. */
  public InfluenceRule(Preconditioner preconditioner, Damping damping, int evidenceRows) {
    this(preconditioner, damping, Collections.emptySortedMap(), evidenceRows);
  }
}

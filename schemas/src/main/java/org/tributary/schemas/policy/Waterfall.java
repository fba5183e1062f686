package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.Map;

/**
 * How a fee is divided: infrastructure first, metered and capped, then parts per million of the
 * rest.
 *
 * @param infrastructureCapPpm at most this part of the fee goes to infrastructure
 * @param sharesPpm parts of the rest for {@link Role#PLATFORM}, {@link Role#MODEL_DEVELOPER},
 *     {@link Role#BASE_MODEL_DEVELOPER} and {@link Role#CONTRIBUTOR}; they sum to 1,000,000
 */
public record Waterfall(int infrastructureCapPpm, Map<Role, Integer> sharesPpm)
    implements Serializable {
  public Waterfall {
    sharesPpm = Map.copyOf(sharesPpm);
  }
}

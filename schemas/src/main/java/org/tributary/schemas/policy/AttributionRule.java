package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.List;

/**
 * How the inferences of a model are attributed.
 *
 * @param methods the blend, in the policy's order; weights sum to 1,000,000
 * @param preconditioner of method {@link Method#INFLUENCE}
 * @param damping of method {@link Method#INFLUENCE}
 * @param evidenceRows how many contributions an attribution row names as evidence
 */
public record AttributionRule(
    List<MethodWeight> methods, Preconditioner preconditioner, Damping damping, int evidenceRows)
    implements Serializable {
  public AttributionRule {
    methods = List.copyOf(methods);
  }
}

package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.List;

/**
 * How the inferences of a model are attributed.
 *
 * @param methods the blend, in the policy's order; weights sum to 1,000,000
 * @param influence how method {@link Method#INFLUENCE} scores
 * @param pay how its scores become shares
 */
public record AttributionRule(List<MethodWeight> methods, InfluenceRule influence, PayRule pay)
    implements Serializable {
  public AttributionRule {
    methods = List.copyOf(methods);
  }

  /** Whether the blend has method {@link Method#INFLUENCE}. */
  public boolean usesInfluence() {
    return methods.stream().anyMatch(each -> each.method() == Method.INFLUENCE);
  }
}

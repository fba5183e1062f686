package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.List;

/**
 * How the inferences of a model are attributed.
 *
 * @param methods the blend, in the policy's order; weights sum to 1,000,000
 * @param influence how method {@link Method#INFLUENCE} scores
 * @param pay how its scores become shares
 * @param span how method {@link Method#SPAN} finds and pays spans
 */
public record AttributionRule(
    List<MethodWeight> methods, InfluenceRule influence, PayRule pay, SpanRule span)
    implements Serializable {
  public AttributionRule {
    methods = List.copyOf(methods);
  }

  /** With the default rule of spans. */
  public AttributionRule(List<MethodWeight> methods, InfluenceRule influence, PayRule pay) {
    this(methods, influence, pay, SpanRule.DEFAULT);
  }

  /** Whether the blend has method {@link Method#INFLUENCE}. */
  public boolean usesInfluence() {
    return uses(Method.INFLUENCE);
  }

  /** Whether the blend has method {@link Method#SPAN}. */
  public boolean usesSpans() {
    return uses(Method.SPAN);
  }

  private boolean uses(Method method) {
    return methods.stream().anyMatch(each -> each.method() == method);
  }
}

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
 * @param lexical how method {@link Method#LEXICAL} ranks and pays contributions
 */
public record AttributionRule(
    List<MethodWeight> methods,
    InfluenceRule influence,
    PayRule pay,
    SpanRule span,
    LexicalRule lexical)
    implements Serializable {
  public AttributionRule {
    methods = List.copyOf(methods);
  }

  /** With the default rules of text. */
  public AttributionRule(List<MethodWeight> methods, InfluenceRule influence, PayRule pay) {
    this(methods, influence, pay, SpanRule.DEFAULT, LexicalRule.DEFAULT);
  }

  /** Whether the blend has method {@link Method#INFLUENCE}. */
  public boolean usesInfluence() {
    return uses(Method.INFLUENCE);
  }

  /** Whether the blend has a method. */
  public boolean uses(Method method) {
    return methods.stream().anyMatch(each -> each.method() == method);
  }
}

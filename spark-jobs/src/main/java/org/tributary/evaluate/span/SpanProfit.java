package org.tributary.evaluate.span;

/**
 * What an attack changed, in parts per billion of the pool of one output: 1,000,000,000 is all that
 * one output pays to contributors.
 *
 * @param without what the attacker earned without it
 * @param with what he and his other accounts earned with it
 * @param paid for pools by himself
 * @param victim what it changed for the victim
 */
record SpanProfit(long without, long with, long paid, long victim) {
  static final SpanProfit NONE = new SpanProfit(0, 0, 0, 0);

  /** Gross: with minus without. */
  long gross() {
    return with - without;
  }

  /** Less what he paid for pools himself. */
  long net() {
    return gross() - paid;
  }

  SpanProfit plus(SpanProfit other) {
    return new SpanProfit(
        without + other.without, with + other.with, paid + other.paid, victim + other.victim);
  }
}

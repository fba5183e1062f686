package org.tributary.evaluate.pay;

/**
 * One attack, tried by one contributor of one world of equals.
 *
 * @param seed of the world
 * @param attacker contributor
 * @param attack what it did
 * @param rule name of the rule
 * @param factor pay with the attack over pay without
 */
public record AttackFactor(long seed, int attacker, String attack, String rule, double factor) {}

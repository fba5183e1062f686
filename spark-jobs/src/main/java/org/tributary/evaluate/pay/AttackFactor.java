package org.tributary.evaluate.pay;

/**
 * One attack, tried by one contributor of one world of equals.
 *
 * @param seed of the world
 * @param attacker contributor
 * @param attack what it did, e.g. {@code copy-ten-times}
 * @param rule name of the rule
 * @param factor pay with the attack over pay without; over the mean share of all contributors where
 *     there was none without
 */
public record AttackFactor(long seed, int attacker, String attack, String rule, double factor) {
  /** An attack as tables say it. */
  public static String words(String attack) {
    return Attack.ofKey(attack).words();
  }
}

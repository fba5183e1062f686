package org.tributary.evaluate.span;

import java.util.List;
import java.util.Optional;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.text.TextShare;

/**
 * A world under a rule, without any attack, to compare attacks with.
 *
 * @param honest shares of its outputs
 */
record SpanTrial(HonestWorld world, TextPay pay, List<List<TextShare>> honest) {
  /**
   * A trial of the default rule but for the following.
   *
   * @param alphaPpm part of the earliest claim
   * @param background whether there is one
   */
  static SpanTrial of(HonestWorld world, int alphaPpm, boolean background) {
    SpanRule usual = SpanRule.DEFAULT;
    SpanRule rule =
        new SpanRule(
            usual.minimumTokens(),
            usual.seedTokens(),
            usual.echoTokens(),
            usual.informationFloorBits(),
            alphaPpm,
            usual.nearDuplicatePpm(),
            Optional.empty(),
            Optional.empty());
    return of(world, SpanPay.of(rule, background ? world.background() : List.of()));
  }

  /** A trial of what a method pays. */
  static SpanTrial of(HonestWorld world, TextPay pay) {
    SpanAttack.Scene scene = SpanAttack.Scene.trained(world, world.contributions());
    return new SpanTrial(world, pay, paid(pay, scene));
  }

  private static List<List<TextShare>> paid(TextPay pay, SpanAttack.Scene scene) {
    return pay.shares(scene.contributions(), HonestWorld.VERSION, scene.log());
  }

  /** What an attack changes. */
  SpanProfit profit(SpanAttack attack) {
    List<List<TextShare>> attacked = paid(pay, attack.on(world));
    return new SpanProfit(
        attackers(honest),
        attackers(attacked),
        attack.paid() * TextShare.WHOLE,
        earned(attacked, world.victim()) - earned(honest, world.victim()));
  }

  private long attackers(List<List<TextShare>> shares) {
    return earned(shares, world.attacker()) + earned(shares, Forgery.SYBIL);
  }

  /** What contributors earned whose names start with this. */
  private static long earned(List<List<TextShare>> shares, String name) {
    return shares.stream()
        .flatMap(List::stream)
        .filter(each -> each.contributorId() != null && isOf(each.contributorId(), name))
        .mapToLong(TextShare::share)
        .sum();
  }

  private static boolean isOf(String contributor, String name) {
    return name.equals(Forgery.SYBIL) ? contributor.startsWith(name) : contributor.equals(name);
  }
}

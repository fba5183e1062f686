package org.tributary.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tributary.evaluate.pay.PayEvaluation;
import org.tributary.evaluate.pay.PayProtocol;
import org.tributary.evaluate.pay.Rule;

/** What the pages say about pay, in words. */
final class PayText {
  private PayText() {}

  /** The answer in one paragraph. */
  static String summary(PayEvaluation pay) {
    return String.format(
        Locale.ROOT,
        "Median over %d seeds: the default rule's pay has a rank correlation of %s with what a"
            + " contributor is worth (%s: %s) and gives %s %% of the money to people whose data"
            + " clearly harms (%s: %s %%). The worst of %d attacks multiplies the attacker's pay by"
            + " %s (%s: %s).",
        pay.worlds().size(),
        Numbers.fixed(pay.spearman(Rule.DEFAULT), 3),
        Rule.PUBLISHED,
        Numbers.fixed(pay.spearman(Rule.PUBLISHED), 3),
        Numbers.fixed(100 * pay.harmfulShare(Rule.DEFAULT), 1),
        Rule.PUBLISHED,
        Numbers.fixed(100 * pay.harmfulShare(Rule.PUBLISHED), 1),
        pay.attackNames().size(),
        Numbers.fixed(pay.worstAttackFactor(Rule.DEFAULT), 2),
        Rule.PUBLISHED,
        Numbers.fixed(pay.worstAttackFactor(Rule.PUBLISHED), 2));
  }

  /** How the numbers were made. */
  static String protocol(PayProtocol protocol) {
    return String.format(
        Locale.ROOT,
        "Per seed, %d contributors share %d digits, sizes 1 to 9; every other one is a specialist in"
            + " 2 classes, and the share of wrong labels rises with the square of the rank from 0 to"
            + " %s. Truth: the model is trained again without each contributor; the effect is the"
            + " mean loss that %d other digits, the queries, gain. Pay: the queries are the"
            + " inferences of one window, each with the same fee. All pay is computed by the"
            + " engine's own classes, in its integers. Attacks: %d contributors of the same size,"
            + " right labels, for %d seeds; %d of them try every attack, and the model is trained"
            + " again.",
        protocol.contributors(),
        protocol.trainRows(),
        Numbers.plain(protocol.highestNoise()),
        protocol.queryRows(),
        protocol.contributors(),
        protocol.attackSeeds(),
        protocol.attackers());
  }

  /** What columns and rules mean, one sentence each. */
  static List<String> definitions() {
    List<String> definitions = new ArrayList<>();
    definitions.add(
        "Spearman: rank correlation, over the contributors, of the share of the money with the"
            + " effect; median over the seeds [lowest, highest]. All harmful contributors get"
            + " nothing, which ties their ranks: \"the true shares themselves\", in proportion to the"
            + " positive effects, don't reach 1 either.");
    definitions.add(
        "Total variation: half the summed differences between the shares and the true shares.");
    definitions.add(
        "Clearly harmful: removing the contributor lowers the loss by more than 2 % of the largest"
            + " effect.");
    definitions.add(
        "Attack factor: pay with the attack over pay without it; median over seeds and attackers"
            + " [largest]. Ten accounts are paid together, and a merger is held against what both"
            + " had. \"The worst of them\" is the largest of the medians [largest of all].");
    definitions.add(
        "Mislabel AUC: area under the ROC curve of a row's self-influence, x P x in the engine's"
            + " integers, against whether its label is wrong; 0.5 is chance.");
    definitions.add(
        "Reliability of the effects: correlation between halves of the ensemble, stepped up to all of"
            + " it (Spearman and Brown); 1 where training has one outcome only.");
    return definitions;
  }
}

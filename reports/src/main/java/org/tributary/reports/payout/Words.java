package org.tributary.reports.payout;

import java.math.BigInteger;
import java.util.Map;
import org.tributary.schemas.policy.Role;

/** What codes mean, in words that a contributor understands. */
final class Words {
  private static final Map<String, String> REASONS =
      Map.of(
          "METHOD_NOT_AVAILABLE",
              "the policy names a method that this version of the engine doesn't have yet",
          "NO_SKETCH", "the inference came without a sketch",
          "SKETCH_MISFIT", "the inference's sketch doesn't fit the model's training sketches",
          "NO_TRAINING_SET", "the model has no training set on record",
          "NO_POSITIVE_VALUE", "no contribution helped this output",
          "NO_CREDIBLE_VALUE", "whoever helped this output did more harm than good over the window",
          "NO_STEPS", "the agent run has no inferences on record");

  private static final Map<String, String> STATUSES =
      Map.of(
          "PAYABLE", "Payable",
          "HELD", "Held",
          "BLOCKED", "Blocked",
          "NO_ADDRESS", "No address",
          "BELOW_MINIMUM", "Below minimum");

  private Words() {}

  /** What a reason code means; the code itself where it is not known here. */
  static String reason(String code) {
    return REASONS.getOrDefault(code, code);
  }

  static String status(String status) {
    return STATUSES.getOrDefault(status, status);
  }

  static String role(Role role) {
    return switch (role) {
      case PLATFORM -> "Platform";
      case INFRASTRUCTURE -> "Infrastructure";
      case MODEL_DEVELOPER -> "Model developers";
      case BASE_MODEL_DEVELOPER -> "Base-model developers";
      case CONTRIBUTOR -> "Contributors";
      case UNATTRIBUTED -> "Unattributed";
      case REFUND -> "Refunded rewards";
      case DISPUTED -> "Disputed rewards";
      case REVENUE -> "Revenue";
    };
  }

  /** E.g. {@code 1 payee}, {@code 2,345 payees}. */
  static String count(long number, String one, String many) {
    return grouped(number) + " " + (number == 1 ? one : many);
  }

  static String grouped(long number) {
    return new Amounts(0).grouped(BigInteger.valueOf(number));
  }
}

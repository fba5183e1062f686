package org.tributary.reports.payout;

import static java.util.Map.entry;

import java.math.BigInteger;
import java.util.Map;
import org.tributary.schemas.policy.Role;

/** What codes mean, in words that a contributor understands. */
final class Words {
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          entry("NO_RETRIEVAL", "nothing was retrieved for the inference"),
          entry(
              "UNKNOWN_CONTRIBUTION",
              "what was retrieved isn't an accepted contribution on record"),
          entry("DECLARED", "the model's training set declares no weights"),
          entry(
              "NO_SKETCH",
              "the inference came without a sketch, or the model's training set has none"),
          entry(
              "SKETCH_MISFIT", "the inference's sketch doesn't fit the model's training sketches"),
          entry("NO_TRAINING_SET", "the model has no training set on record"),
          entry("NO_POSITIVE_VALUE", "no contribution helped this output"),
          entry(
              "NO_CREDIBLE_VALUE",
              "whoever helped this output did more harm than good over the window"),
          entry("NO_TOKENS", "the inference was logged without its output"),
          entry(
              "TOKENIZER_MISMATCH",
              "the model's training set has no text in the tokens of the inference"),
          entry("NO_MATCH", "no contribution is enough about what the output says there"),
          entry("NO_SPAN", "the output doesn't repeat any contribution there"),
          entry("PROMPT_ECHO", "the output repeats its own prompt there"),
          entry("COMMON_TEXT", "what the output repeats there is common text"),
          entry("NO_WORTH", "it is attributed to contributions that the policy gives no worth"),
          entry("NO_CURATOR", "the datanet has no curator on record"),
          entry("NO_DATANET", "nothing says which datanets' curators have a part in it"),
          entry("NO_STEPS", "the agent run has no inferences on record"));

  private static final Map<String, String> STATUSES =
      Map.of(
          "PAYABLE", "Payable",
          "HELD", "Held",
          "PARTLY_HELD", "Partly held",
          "PARKED", "Parked",
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
      case ADAPTER_DEVELOPER -> "Adapter developers";
      case BASE_MODEL_DEVELOPER -> "Base-model developers";
      case DATANET_CURATOR -> "Datanet curators";
      case AGENT_OWNER -> "Agent owners";
      case TREASURY -> "Treasury";
      case CONTRIBUTOR -> "Contributors";
      case UNATTRIBUTED -> "Unattributed";
      case REFUND -> "Refunded rewards";
      case DISPUTED -> "Disputed rewards";
      case CAP -> "Caps";
      case REFUNDED -> "Refunds to payers";
      case DISCHARGED -> "Discharged by decision";
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

package org.tributary.reports.payout;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What stood behind the money: what serving cost, and who shaped the agent runs that went wrong.
 *
 * @param serving by token, base model, model and node; the largest fees, to date
 * @param servings how many there are
 * @param failedRuns subjects of the last runs that failed or are disputed, the last first
 * @param failures how many such runs there are
 */
public record Operations(
    List<ServingCost> serving, long servings, List<RunShare> failedRuns, long failures) {
  /** Nothing served, nothing failed. */
  public static final Operations NONE = new Operations(List.of(), 0, List.of(), 0);

  public Operations {
    serving = List.copyOf(serving);
    failedRuns = List.copyOf(failedRuns);
  }

  /**
   * Serving one model on one node, to date.
   *
   * @param baseModelId base model
   * @param modelId model that answered: an adapter, or the base model itself
   * @param tokens tokens of prompts and outputs, as far as they were logged
   * @param fee base units
   * @param infrastructure what the node got of it, base units
   */
  public record ServingCost(
      PayoutToken token,
      String baseModelId,
      String modelId,
      String nodeId,
      long inferences,
      BigInteger gpuMs,
      long tokens,
      BigInteger fee,
      BigInteger infrastructure) {
    /** What the others share. */
    public BigInteger margin() {
      return fee.subtract(infrastructure);
    }
  }

  /**
   * The part of one subject in a run that failed or is disputed.
   *
   * @param kind MODEL, ADAPTER, DATANET or CONTRIBUTION
   * @param subject model, adapter, datanet or contribution; empty where nothing is known
   * @param contributorId contributor of a contribution
   * @param steps steps that it had a part in
   * @param share parts per 1,000,000,000 of the run
   */
  public record RunShare(
      String logDate,
      String agentRunId,
      String outcome,
      String kind,
      Optional<String> subject,
      Optional<String> contributorId,
      long steps,
      long share) {
    /** As a person reads it. */
    String subjectText() {
      String by = contributorId.map(id -> " by " + id).orElse("");
      return subject
          .map(id -> id + by)
          .orElse(contributorId.isPresent() ? "other" + by : "unknown");
    }
  }
}

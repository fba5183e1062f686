package org.tributary.schemas.table;

import java.util.List;

/** Names of all tables, in the order of the flow. */
public final class Tables {
  public static final String CONTRIBUTORS = "contributors";
  public static final String PAYOUT_ADDRESSES = "payout_addresses";
  public static final String DATANETS = "datanets";
  public static final String CONTRIBUTIONS = "contributions";
  public static final String CONTRIBUTION_QUALITY = "contribution_quality";
  public static final String MODELS = "models";
  public static final String MODEL_TRAINING_SETS = "model_training_sets";
  public static final String PROJECTIONS = "projections";
  public static final String TRAINING_SKETCHES = "training_sketches";
  public static final String INFERENCE_LOG = "inference_log";
  public static final String INFERENCE_SKETCHES = "inference_sketches";
  public static final String BACKGROUND_DOCUMENTS = "background_documents";
  public static final String AGENT_RUNS = "agent_runs";
  public static final String AGENT_RUN_DECISIONS = "agent_run_decisions";
  public static final String SERVING_BATCHES = "serving_batches";
  public static final String HOLDS = "holds";
  public static final String BLOCK_LIST = "block_list";
  public static final String AFFILIATIONS = "affiliations";
  public static final String RELEASES = "releases";
  public static final String SUSPENSE_DECISIONS = "suspense_decisions";
  public static final String FEE_RECEIPTS = "fee_receipts";
  public static final String PRICES = "prices";
  public static final String VOIDED_ROWS = "voided_rows";

  public static final String INGESTED_FILES = "ingested_files";
  public static final String QUARANTINE = "quarantine";
  public static final String ROW_WARNINGS = "row_warnings";
  public static final String PREPARED_MODELS = "prepared_models";
  public static final String PREPARED_SKETCHES = "prepared_sketches";
  public static final String CONTRIBUTION_GROUPS = "contribution_groups";
  public static final String PREPARED_SETTINGS = "prepared_settings";
  public static final String PREPARED_CONTRIBUTORS = "prepared_contributors";
  public static final String PREPARED_ROWS = "prepared_rows";
  public static final String INFLUENCE_VALUES = "influence_values";
  public static final String INFLUENCE_SUMS = "influence_sums";
  public static final String SPAN_SEEDS = "span_seeds";
  public static final String SPAN_EVIDENCE = "span_evidence";
  public static final String LEXICAL_EVIDENCE = "lexical_evidence";
  public static final String TEXT_SHARES = "text_shares";
  public static final String CREDIBILITY = "credibility";
  public static final String ATTRIBUTION = "attribution";
  public static final String ENTITLEMENTS = "entitlements";
  public static final String SERVING_COSTS = "serving_costs";
  public static final String RUN_RESPONSIBILITY = "run_responsibility";
  public static final String PROPOSED_ENTRIES = "proposed_entries";
  public static final String LEDGER_ENTRIES = "ledger_entries";
  public static final String STATEMENTS = "statements";
  public static final String CLAIMS = "claims";
  public static final String SEEN_ADDRESSES = "seen_addresses";
  public static final String QUALITY_RESULTS = "quality_results";
  public static final String SAFETY_OVERRIDES = "safety_overrides";
  public static final String POLICY_OVERRIDES = "policy_overrides";
  public static final String RUNS = "runs";

  /** What landing files feed and a snapshot pins. */
  public static final List<String> INPUTS =
      List.of(
          CONTRIBUTORS,
          PAYOUT_ADDRESSES,
          DATANETS,
          CONTRIBUTIONS,
          CONTRIBUTION_QUALITY,
          MODELS,
          MODEL_TRAINING_SETS,
          PROJECTIONS,
          TRAINING_SKETCHES,
          INFERENCE_LOG,
          INFERENCE_SKETCHES,
          BACKGROUND_DOCUMENTS,
          AGENT_RUNS,
          AGENT_RUN_DECISIONS,
          SERVING_BATCHES,
          HOLDS,
          BLOCK_LIST,
          AFFILIATIONS,
          RELEASES,
          SUSPENSE_DECISIONS,
          FEE_RECEIPTS,
          PRICES,
          VOIDED_ROWS);

  /** What the engine writes. */
  public static final List<String> OUTPUTS =
      List.of(
          INGESTED_FILES,
          QUARANTINE,
          ROW_WARNINGS,
          PREPARED_MODELS,
          PREPARED_SKETCHES,
          CONTRIBUTION_GROUPS,
          PREPARED_SETTINGS,
          PREPARED_CONTRIBUTORS,
          PREPARED_ROWS,
          INFLUENCE_VALUES,
          INFLUENCE_SUMS,
          SPAN_SEEDS,
          SPAN_EVIDENCE,
          LEXICAL_EVIDENCE,
          TEXT_SHARES,
          CREDIBILITY,
          ATTRIBUTION,
          ENTITLEMENTS,
          SERVING_COSTS,
          RUN_RESPONSIBILITY,
          PROPOSED_ENTRIES,
          LEDGER_ENTRIES,
          STATEMENTS,
          CLAIMS,
          SEEN_ADDRESSES,
          QUALITY_RESULTS,
          SAFETY_OVERRIDES,
          POLICY_OVERRIDES,
          RUNS);

  private Tables() {}
}

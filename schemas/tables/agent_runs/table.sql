-- A task that an agent carried out in several inferences.
CREATE TABLE ${table} (
  agent_run_id STRING NOT NULL COMMENT 'unique over all time',
  log_date DATE NOT NULL COMMENT 'UTC date of ended_at; computed by ingest, absent from landing files',
  ended_at TIMESTAMP NOT NULL COMMENT 'when the run ended (UTC)',
  agent_id STRING NOT NULL COMMENT 'agent',
  owner_id STRING NOT NULL COMMENT 'account of the agent owner',
  payer_id STRING NOT NULL COMMENT 'account that put up the reward',
  outcome STRING NOT NULL COMMENT 'SUCCEEDED, FAILED or DISPUTED',
  token_id STRING NOT NULL COMMENT 'token of the reward, as the policy names it',
  reward DECIMAL(38,0) NOT NULL COMMENT 'reward in base units of the token',
  step_weights ARRAY<STRUCT<inference_id: STRING, weight_ppm: INT>> COMMENT 'weights of the run''s inferences where the policy divides rewards by declared weights; an inference that isn''t named has none',
  started_at TIMESTAMP COMMENT 'when the run began (UTC); null: not known. Calls answered before aren''t its steps'
)
USING DELTA
PARTITIONED BY (log_date)
COMMENT 'Agent runs with outcome and reward'
TBLPROPERTIES (
  'tributary.kind' = 'log',
  'tributary.key' = 'agent_run_id',
  'tributary.log-date-of' = 'ended_at',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.agent_run_id_not_blank' = 'length(trim(agent_run_id)) > 0',
  'delta.constraints.agent_id_not_blank' = 'length(trim(agent_id)) > 0',
  'delta.constraints.owner_id_not_blank' = 'length(trim(owner_id)) > 0',
  'delta.constraints.payer_id_not_blank' = 'length(trim(payer_id)) > 0',
  'delta.constraints.token_id_not_blank' = 'length(trim(token_id)) > 0',
  'delta.constraints.started_before_it_ended' = 'started_at IS NULL OR started_at <= ended_at',
  'delta.constraints.outcome_known' = 'outcome IN (''SUCCEEDED'', ''FAILED'', ''DISPUTED'')',
  'delta.constraints.reward_not_negative' = 'reward >= 0',
  'delta.constraints.step_weights_in_range' = 'step_weights IS NULL OR NOT exists(step_weights, w -> w.inference_id IS NULL OR w.weight_ppm IS NULL OR w.weight_ppm < 0 OR w.weight_ppm > 1000000)',
  'delta.constraints.step_weights_distinct' = 'step_weights IS NULL OR size(array_distinct(transform(step_weights, w -> w.inference_id))) = size(step_weights)'
)

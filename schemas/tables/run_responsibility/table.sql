-- Who shaped the steps of an agent run that failed or is disputed. Shares of one run and kind sum to 1,000,000,000.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date of the agent run',
  agent_run_id STRING NOT NULL COMMENT 'agent run',
  outcome STRING NOT NULL COMMENT 'FAILED or DISPUTED, as decided by the close date',
  kind STRING NOT NULL COMMENT 'MODEL (that answered), ADAPTER (of its chain), DATANET or CONTRIBUTION (by attribution)',
  subject_id STRING COMMENT 'model, adapter, datanet or contribution; null: the part that nothing is known of',
  datanet_id STRING COMMENT 'datanet of a contribution',
  contributor_id STRING COMMENT 'contributor of a contribution',
  steps BIGINT NOT NULL COMMENT 'steps that it had a part in',
  share BIGINT NOT NULL COMMENT 'parts per 1,000,000,000 of the run: its part of each step, times the step''s part of the reward'
)
USING DELTA
PARTITIONED BY (log_date)
COMMENT 'Responsibility for failed agent runs'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'agent_run_id,kind,subject_id,datanet_id,contributor_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.kind_known' = 'kind IN (''MODEL'', ''ADAPTER'', ''DATANET'', ''CONTRIBUTION'')',
  'delta.constraints.share_in_range' = 'share BETWEEN 0 AND 1000000000'
)

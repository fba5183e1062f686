-- What was decided about an agent run after it was logged: a dispute that was raised, or resolved.
CREATE TABLE ${table} (
  agent_run_id STRING NOT NULL COMMENT 'agent run',
  decided_date DATE NOT NULL COMMENT 'first close date that goes by the decision; the last decision counts',
  outcome STRING NOT NULL COMMENT 'SUCCEEDED, FAILED or DISPUTED: takes the place of the outcome in agent_runs',
  reason STRING NOT NULL COMMENT 'for people'
)
USING DELTA
COMMENT 'Decisions about agent runs'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'agent_run_id,decided_date',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.agent_run_id_not_blank' = 'length(trim(agent_run_id)) > 0',
  'delta.constraints.outcome_known' = 'outcome IN (''SUCCEEDED'', ''FAILED'', ''DISPUTED'')'
)

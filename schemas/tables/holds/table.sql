-- What isn't paid for a time. A hold keeps what matches all that it names: an account alone (all that it
-- isn't paid yet), or what a datanet, contribution, inference or agent run earned, of one account or of all.
CREATE TABLE ${table} (
  hold_id STRING NOT NULL COMMENT 'unique over all time',
  account_id STRING COMMENT 'payee; null: every payee of what is named below',
  valid_from DATE NOT NULL COMMENT 'first close date of the hold',
  valid_until DATE COMMENT 'first close date after the hold; null: open',
  reason STRING NOT NULL COMMENT 'shown on the statement',
  datanet_id STRING COMMENT 'holds what contributors and curators earned from this datanet',
  contribution_id STRING COMMENT 'holds what its contributor earned from each inference that rests on it, or whose evidence does not show that it does not; with datanet_id',
  inference_id STRING COMMENT 'holds what everybody earned from this inference',
  agent_run_id STRING COMMENT 'holds what everybody earned from the reward of this agent run, its refund included'
)
USING DELTA
COMMENT 'Holds'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'hold_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.account_id_not_blank' = 'account_id IS NULL OR length(trim(account_id)) > 0',
  'delta.constraints.until_after_from' = 'valid_until IS NULL OR valid_until > valid_from',
  'delta.constraints.something_is_held' = 'coalesce(account_id, datanet_id, inference_id, agent_run_id) IS NOT NULL',
  'delta.constraints.contribution_has_datanet' = 'contribution_id IS NULL OR datanet_id IS NOT NULL'
)

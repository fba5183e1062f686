-- Accounts that act for one another: what one pays must not come back to another as pay, where a policy says so.
CREATE TABLE ${table} (
  account_id STRING NOT NULL COMMENT 'account: payer, contributor or both',
  group_id STRING NOT NULL COMMENT 'accounts of the same group are affiliated',
  valid_from DATE NOT NULL COMMENT 'first log date that it belongs to the group',
  valid_until DATE COMMENT 'first log date that it does not any more; null: open. What was kept back for log dates before waits for a row of releases',
  reason STRING NOT NULL COMMENT 'how this is known'
)
USING DELTA
COMMENT 'Affiliated accounts by group'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'account_id,group_id,valid_from',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.account_id_not_blank' = 'length(trim(account_id)) > 0',
  'delta.constraints.group_id_not_blank' = 'length(trim(group_id)) > 0',
  'delta.constraints.until_after_from' = 'valid_until IS NULL OR valid_until > valid_from'
)

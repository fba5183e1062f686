-- Payees that are never put into a settlement.
CREATE TABLE ${table} (
  account_id STRING NOT NULL COMMENT 'payee that must not be paid',
  valid_from DATE NOT NULL COMMENT 'first close date of the block',
  reason STRING NOT NULL COMMENT 'shown on the statement'
)
USING DELTA
COMMENT 'Block list'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'account_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.account_id_not_blank' = 'length(trim(account_id)) > 0'
)

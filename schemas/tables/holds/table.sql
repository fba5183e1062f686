-- Payees whose claims are frozen for a time.
CREATE TABLE ${table} (
  hold_id STRING NOT NULL COMMENT 'unique over all time',
  account_id STRING NOT NULL COMMENT 'payee whose claims are frozen',
  valid_from DATE NOT NULL COMMENT 'first close date of the hold',
  valid_until DATE COMMENT 'first close date after the hold; null: open',
  reason STRING NOT NULL COMMENT 'shown on the statement'
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
  'delta.constraints.until_after_from' = 'valid_until IS NULL OR valid_until > valid_from'
)

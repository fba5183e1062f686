-- The payout address that each account had in each run, and since when it is another: a row of payout_addresses that is
-- changed or dated back is a change like any other.
CREATE TABLE ${table} (
  run_id STRING NOT NULL COMMENT 'run',
  account_id STRING NOT NULL COMMENT 'account',
  chain_id BIGINT NOT NULL COMMENT 'EIP-155 chain id',
  address STRING NOT NULL COMMENT 'the address in force, or the last one where there is none any more; lower case',
  changed_date DATE COMMENT 'close date of the first run that saw it in place of another; null: it is the account''s first'
)
USING DELTA
PARTITIONED BY (run_id)
COMMENT 'Payout addresses as runs saw them'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'run_id,account_id,chain_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

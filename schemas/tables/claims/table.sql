-- Cumulative claim of one address in one token after one run: the leaves of the settlement.
CREATE TABLE ${table} (
  run_id STRING NOT NULL COMMENT 'run',
  chain_id BIGINT NOT NULL COMMENT 'EIP-155 chain id',
  distributor STRING NOT NULL COMMENT 'EIP-55 address of the distributor contract',
  account_id STRING NOT NULL COMMENT 'payee',
  address STRING NOT NULL COMMENT 'EIP-55 payout address; one account may have several over time, the older frozen',
  token_id STRING NOT NULL COMMENT 'token',
  token_address STRING NOT NULL COMMENT 'EIP-55 address of the token',
  previous DECIMAL(38,0) NOT NULL COMMENT 'cumulative amount in the previous settlement',
  cumulative DECIMAL(38,0) NOT NULL COMMENT 'cumulative amount in this settlement; never below previous'
)
USING DELTA
PARTITIONED BY (run_id)
COMMENT 'Cumulative claims'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'run_id,chain_id,distributor,account_id,address,token_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.never_decreases' = 'cumulative >= previous',
  'delta.constraints.previous_not_negative' = 'previous >= 0'
)

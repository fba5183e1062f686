-- One payee's account in one token for one run: opening + earned + restated = closing; closing = payable + held.
CREATE TABLE ${table} (
  run_id STRING NOT NULL COMMENT 'run',
  account_id STRING NOT NULL COMMENT 'payee',
  token_id STRING NOT NULL COMMENT 'token',
  opening DECIMAL(38,0) NOT NULL COMMENT 'cumulative balance before the run',
  earned DECIMAL(38,0) NOT NULL COMMENT 'entries EARNED of this run',
  restated DECIMAL(38,0) NOT NULL COMMENT 'entries RESTATED of this run; may be negative',
  closing DECIMAL(38,0) NOT NULL COMMENT 'cumulative balance after the run',
  claimable DECIMAL(38,0) NOT NULL COMMENT 'cumulative amount in the settlement after the run',
  paid DECIMAL(38,0) NOT NULL COMMENT 'what this run adds to the settlement',
  held DECIMAL(38,0) NOT NULL COMMENT 'closing - claimable when positive: held, blocked, without address or below the minimum',
  debt DECIMAL(38,0) NOT NULL COMMENT 'claimable - closing when positive: netted against later earnings',
  status STRING NOT NULL COMMENT 'PAYABLE, HELD, BLOCKED, NO_ADDRESS, BELOW_MINIMUM',
  reason STRING COMMENT 'reason of the hold or block'
)
USING DELTA
PARTITIONED BY (run_id)
COMMENT 'Statements'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'run_id,account_id,token_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.adds_up' = 'closing = opening + earned + restated',
  'delta.constraints.closing_is_claimable_and_rest' = 'closing = claimable + held - debt',
  'delta.constraints.never_both' = 'held = 0 OR debt = 0',
  'delta.constraints.never_paid_back' = 'paid >= 0'
)

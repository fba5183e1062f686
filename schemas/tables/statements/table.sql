-- One payee's account in one token for one run: opening + earned + restated + capped + released - held - paid = closing.
CREATE TABLE ${table} (
  run_id STRING NOT NULL COMMENT 'run',
  account_id STRING NOT NULL COMMENT 'payee',
  token_id STRING NOT NULL COMMENT 'token',
  opening DECIMAL(38,0) NOT NULL COMMENT 'carried forward from the run before; negative: more was made claimable than is earned',
  earned DECIMAL(38,0) NOT NULL COMMENT 'entries EARNED of this run, and what it refunds or discharges to the account',
  restated DECIMAL(38,0) NOT NULL COMMENT 'entries RESTATED of this run, and what it takes back of refunds and discharges; may be negative',
  capped DECIMAL(38,0) NOT NULL COMMENT 'what a redistributing cap took (negative) or gave in this run',
  released DECIMAL(38,0) NOT NULL COMMENT 'kept back before and not any more',
  held DECIMAL(38,0) NOT NULL COMMENT 'kept back by this run: holds, blocks, caps, no address',
  paid DECIMAL(38,0) NOT NULL COMMENT 'made claimable by this run',
  closing DECIMAL(38,0) NOT NULL COMMENT 'carried forward: below the minimum payout, or a debt that later earnings pay off',
  reserved DECIMAL(38,0) NOT NULL COMMENT 'all that is kept back after the run',
  claimable DECIMAL(38,0) NOT NULL COMMENT 'cumulative amount in the settlement after the run',
  status STRING NOT NULL COMMENT 'PAYABLE, PARTLY_HELD, BELOW_MINIMUM, HELD, PARKED, BLOCKED, NO_ADDRESS',
  reason STRING COMMENT 'why something is kept back'
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
  'delta.constraints.adds_up' = 'closing = opening + earned + restated + capped + released - held - paid',
  'delta.constraints.nothing_waits_beside_a_debt' = 'reserved = 0 OR closing >= 0',
  'delta.constraints.never_paid_back' = 'paid >= 0',
  'delta.constraints.kept_not_negative' = 'reserved >= 0 AND held >= 0 AND released >= 0'
)

-- What a run would post. Publishing a verified run copies its rows into ledger_entries; a run that doesn't verify leaves no trace there.
CREATE TABLE ${table} (
  entry_id STRING NOT NULL COMMENT 'SHA-256 of run, log date, token, account, role, model and datanet; of what a payout moves: of transaction, account, account on the other side and reason code',
  transaction_id STRING NOT NULL COMMENT 'SHA-256 of run, log date and token, of what a payout moves also of the payee; the entries of a transaction sum to zero',
  run_id STRING NOT NULL COMMENT 'run that posts it',
  close_date DATE NOT NULL COMMENT 'close date of that run',
  log_date DATE NOT NULL COMMENT 'log date that it belongs to; of what a payout moves the close date',
  token_id STRING NOT NULL COMMENT 'token',
  account STRING NOT NULL COMMENT 'payee:<account_id> (earned, carried forward), kept:<why>:<account_id> (kept back), payable:<account_id> (made claimable), payer:<account_id>, suspense:<name> or revenue:<source kind>',
  role STRING NOT NULL COMMENT 'role of the entitlement; REVENUE on the revenue side; PAYOUT of what a payout moves; CAP of what a cap gives to others; REFUNDED of what goes back to who paid; DISCHARGED of what a decision moves off a suspense account',
  model_id STRING COMMENT 'model',
  datanet_id STRING COMMENT 'datanet',
  amount DECIMAL(38,0) NOT NULL COMMENT 'base units; credits positive, revenue negative',
  reason_code STRING NOT NULL COMMENT 'EARNED for a log date without postings so far, RESTATED for another; HELD, RELEASED, CAP, BLOCKED, CLAWBACK, PAID or UNCLAIMED of what a payout moves; REFUNDED and DISCHARGED as the role says',
  corrects_transaction_id STRING COMMENT 'of RESTATED: the transaction that posted the date and token first; of RELEASED and CLAWBACK: the one that kept the money back last',
  policy_id STRING NOT NULL COMMENT 'policy in force on the log date'
)
USING DELTA
PARTITIONED BY (run_id)
COMMENT 'Ledger entries that a run proposes'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'entry_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.amount_not_zero' = 'amount != 0'
)

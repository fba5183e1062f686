-- Money that payers really sent: where a policy says so, fees and rewards beyond it aren't paid on.
CREATE TABLE ${table} (
  receipt_id STRING NOT NULL COMMENT 'unique over all time, e.g. the transaction that paid',
  log_date DATE NOT NULL COMMENT 'UTC date of received_at; computed by ingest, absent from landing files',
  received_at TIMESTAMP NOT NULL COMMENT 'when it was received (UTC)',
  payer_id STRING NOT NULL COMMENT 'caller of inferences or payer of agent runs',
  token_id STRING NOT NULL COMMENT 'token, as the policy names it',
  amount DECIMAL(38,0) NOT NULL COMMENT 'base units; negative: paid back'
)
USING DELTA
PARTITIONED BY (log_date)
COMMENT 'Money received from payers'
TBLPROPERTIES (
  'tributary.kind' = 'log',
  'tributary.key' = 'receipt_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.receipt_id_not_blank' = 'length(trim(receipt_id)) > 0',
  'delta.constraints.payer_id_not_blank' = 'length(trim(payer_id)) > 0',
  'delta.constraints.token_id_not_blank' = 'length(trim(token_id)) > 0',
  'delta.constraints.amount_not_zero' = 'amount != 0'
)

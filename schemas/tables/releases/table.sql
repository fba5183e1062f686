-- What was kept back for its own sake and is paid after all: a decision, with a date and a reason.
CREATE TABLE ${table} (
  release_id STRING NOT NULL COMMENT 'unique over all time',
  why STRING NOT NULL COMMENT 'SELF_DEALING or UNPAID_FEES: what kept it back',
  account_id STRING COMMENT 'payee; null: every payee',
  payer_id STRING COMMENT 'who paid, or owns the agent that called; null: everybody',
  valid_from DATE NOT NULL COMMENT 'first close date that pays it; covers log dates before it, so that what is earned later needs a decision of its own',
  reason STRING NOT NULL COMMENT 'for people: what was found, and by whom'
)
USING DELTA
COMMENT 'Releases of pay that was kept back'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'release_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.why_known' = 'why IN (''SELF_DEALING'', ''UNPAID_FEES'')',
  'delta.constraints.somebody_is_named' = 'coalesce(account_id, payer_id) IS NOT NULL',
  'delta.constraints.reason_not_blank' = 'length(trim(reason)) > 0'
)

-- To whom what waits on a suspense account goes, and why. A row that is changed later moves the difference.
CREATE TABLE ${table} (
  decision_id STRING NOT NULL COMMENT 'unique over all time',
  valid_from DATE NOT NULL COMMENT 'first close date that goes by the decision',
  suspense STRING NOT NULL COMMENT 'name of the suspense account, e.g. disputed for suspense:disputed',
  token_id STRING NOT NULL COMMENT 'token, as the policy names it',
  account STRING NOT NULL COMMENT 'ledger account that gets it: payee:<account_id>, payer:<account_id> (a refund) or suspense:<name>',
  amount DECIMAL(38,0) COMMENT 'base units; what is more than stands there waits until it does; null: all that stands there on the first close date from valid_from on',
  reason STRING NOT NULL COMMENT 'for people: what was decided, and by whom'
)
USING DELTA
COMMENT 'Decisions about what waits on suspense accounts'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'decision_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.account_form' = 'account RLIKE ''^(payee|payer|suspense):.*[^ ].*$''',
  'delta.constraints.account_is_another' = 'account != concat(''suspense:'', suspense)',
  'delta.constraints.amount_not_negative' = 'amount IS NULL OR amount >= 0',
  'delta.constraints.suspense_not_blank' = 'length(trim(suspense)) > 0',
  'delta.constraints.reason_not_blank' = 'length(trim(reason)) > 0'
)

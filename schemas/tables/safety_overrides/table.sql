-- Who let a run pass a safety bound, and why.
CREATE TABLE ${table} (
  run_id STRING NOT NULL COMMENT 'run',
  bound STRING NOT NULL COMMENT 'MOST_PAID, MOST_CHANGE or MOST_NEW_PAYEES',
  token_id STRING NOT NULL COMMENT 'token',
  figure DECIMAL(38,0) NOT NULL COMMENT 'what was measured when it was let pass; a run that measures more is stopped again',
  settlement_sha256 STRING COMMENT 'SHA-256 of the settlement as verified, which was let pass: another one of the same run, e.g. after another run was published before it, is stopped again; null: of an engine that did not record it',
  approved_by STRING NOT NULL COMMENT 'who decided',
  reason STRING NOT NULL COMMENT 'why'
)
USING DELTA
COMMENT 'Overrides of safety bounds'
TBLPROPERTIES (
  'tributary.kind' = 'append',
  'tributary.key' = 'run_id,bound,token_id,figure',
  'delta.appendOnly' = 'true',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

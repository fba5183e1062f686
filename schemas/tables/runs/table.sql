-- Published runs, in order.
CREATE TABLE ${table} (
  run_id STRING NOT NULL COMMENT 'hash of what the run pins',
  close_date DATE NOT NULL COMMENT 'close date',
  previous_run_id STRING COMMENT 'the run published before; null for the first',
  manifest_sha256 STRING NOT NULL COMMENT 'of the run manifest''s bytes',
  settlement_sha256 STRING NOT NULL COMMENT 'of the canonical JSON of all settlement manifests',
  engine_version STRING NOT NULL COMMENT 'version of Tributary',
  entries_posted BIGINT NOT NULL COMMENT 'ledger entries that the run posted'
)
USING DELTA
COMMENT 'Published runs'
TBLPROPERTIES (
  'tributary.kind' = 'append',
  'tributary.key' = 'run_id',
  'delta.appendOnly' = 'true',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

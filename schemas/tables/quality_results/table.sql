-- What verify checked in a run.
CREATE TABLE ${table} (
  run_id STRING NOT NULL COMMENT 'run',
  check_name STRING NOT NULL COMMENT 'check',
  subject STRING NOT NULL COMMENT 'token, file or tree that it looked at; empty for the run',
  passed BOOLEAN NOT NULL COMMENT 'result',
  detail STRING NOT NULL COMMENT 'what was found, in a sentence'
)
USING DELTA
PARTITIONED BY (run_id)
COMMENT 'Results of verify'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'run_id,check_name,subject',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

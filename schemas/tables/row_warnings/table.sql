-- Input rows that a run leaves out, or takes otherwise than they say; a run that finds one goes on.
CREATE TABLE ${table} (
  run_id STRING NOT NULL COMMENT 'run',
  table_name STRING NOT NULL COMMENT 'input table of the row',
  row_id STRING NOT NULL COMMENT 'the row''s key; parts of a key stand apart by a slash',
  log_date DATE COMMENT 'its log date, where it has one',
  reason_code STRING NOT NULL COMMENT 'see schemas/README.md',
  token_id STRING COMMENT 'token of its amount',
  amount DECIMAL(38,0) COMMENT 'fee, reward or receipt that the row names, base units',
  detail STRING NOT NULL COMMENT 'what is wrong, what becomes of it and how to mend it, in a sentence'
)
USING DELTA
PARTITIONED BY (run_id)
COMMENT 'Input rows that a run leaves out or takes otherwise'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'run_id,table_name,row_id,reason_code',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

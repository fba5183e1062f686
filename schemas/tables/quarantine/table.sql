-- Landing rows that break a rule, as they came.
CREATE TABLE ${table} (
  landing_file STRING NOT NULL COMMENT 'path below the landing folder; of a gradient store its folder',
  sha256 STRING NOT NULL COMMENT 'as in ingested_files',
  row_number BIGINT NOT NULL COMMENT 'line of a JSON Lines file, row of a Parquet file or gradient store; the first is 1',
  table_name STRING NOT NULL COMMENT 'table that the row was meant for',
  reason_code STRING NOT NULL COMMENT 'see schemas/README.md',
  detail STRING NOT NULL COMMENT 'what is wrong and how to mend it, in a sentence',
  raw_text STRING NOT NULL COMMENT 'the row as it came (rows of Parquet files and gradient stores as JSON)'
)
USING DELTA
COMMENT 'Rows that broke a rule'
TBLPROPERTIES (
  'tributary.kind' = 'append',
  'tributary.key' = 'landing_file,sha256,row_number',
  'delta.appendOnly' = 'true',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

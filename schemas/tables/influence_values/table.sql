-- What every contributor was worth to every inference, exactly, before pay is decided.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date of the inference',
  model_id STRING NOT NULL COMMENT 'model',
  inference_id STRING NOT NULL COMMENT 'inference',
  setting STRING NOT NULL COMMENT 'as in prepared_settings',
  value_exponent INT COMMENT 'power of two of values; null where not scored',
  values BINARY COMMENT 'signed value per ordinal of prepared_contributors, 64-bit little-endian integers; null where not scored',
  score_exponent INT COMMENT 'power of two of the scores in evidence; null where not scored',
  sum_exponent INT COMMENT 'power of two of row_positive and row_negative; null where not scored',
  row_positive BINARY COMMENT 'sum of the positive scores of the rows of each contributor, as in values',
  row_negative BINARY COMMENT 'magnitude of the sum of the negative scores of the rows of each contributor, as in values',
  evidence ARRAY<STRUCT<contributor: INT, contribution_id: STRING, score: BIGINT>> COMMENT 'strongest rows by |score|, then ordinal of the contributor, then contribution_id',
  z_exponent INT COMMENT 'power of two of the inference''s quantized gradient; null where not scored',
  reason_code STRING COMMENT 'why it was not scored: NO_SKETCH, SKETCH_MISFIT; else null',
  fingerprint STRING NOT NULL COMMENT 'hash of all inputs of this (log_date, model_id) partition'
)
USING DELTA
PARTITIONED BY (log_date, model_id)
COMMENT 'Influence values'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'inference_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

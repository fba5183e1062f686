-- What every contributor was worth to an inference, and which contributions moved it most: exact integers, before they
-- become shares. Entries of the binary columns stand by contributor: entry i is the one of ordinal i in
-- prepared_contributors. A column's unit is a power of two that all its entries share.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date of the inference',
  model_id STRING NOT NULL COMMENT 'model',
  inference_id STRING NOT NULL COMMENT 'inference',
  setting STRING NOT NULL COMMENT 'as in prepared_settings',
  z_exponent INT COMMENT 'power of two of the inference''s int8 row',
  value_exponent INT COMMENT 'power of two of values',
  values BINARY COMMENT 'signed value of each contributor, 64-bit little-endian',
  score_exponent INT COMMENT 'power of two of the scores in evidence',
  sum_exponent INT COMMENT 'power of two of row_positive and row_negative',
  row_positive BINARY COMMENT 'sum of the positive scores of each contributor''s contributions, 64-bit little-endian',
  row_negative BINARY COMMENT 'magnitude of the sum of the negative scores of each contributor''s contributions, 64-bit little-endian',
  evidence ARRAY<STRUCT<contributor: INT, contribution_id: STRING, score: BIGINT>> COMMENT 'strongest contributions by descending |score|, then ordinal of the contributor, then id; scores are never 0',
  reason_code STRING COMMENT 'why the inference has no values, and null in all columns from z_exponent to evidence: NO_SKETCH, SKETCH_MISFIT; else null',
  fingerprint STRING NOT NULL COMMENT 'hash of all inputs of this (log_date, model_id) partition'
)
USING DELTA
PARTITIONED BY (log_date, model_id)
COMMENT 'Influence of contributors on inferences'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'inference_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.scored_or_reason' = '(`values` IS NULL) = (reason_code IS NOT NULL)'
)

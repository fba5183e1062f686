-- What all rows of a model share under one setting of a policy.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  fingerprint STRING NOT NULL COMMENT 'as in prepared_sketches',
  setting STRING NOT NULL COMMENT 'what the policy asks for, as one text',
  dimension INT NOT NULL COMMENT 'K: dimensions of a scoring row, all checkpoints together',
  row_lowest_exponent INT NOT NULL COMMENT 'lowest exponent of a scoring row that is not all zero; 0 where there is none',
  contributor_lowest_exponent INT NOT NULL COMMENT 'lowest exponent of a contributor vector that is not all zero; 0 where there is none',
  reference_exponent INT NOT NULL COMMENT 'largest exponent of the raw training rows in working coordinates',
  contributors INT NOT NULL COMMENT 'rows of prepared_contributors',
  scored_rows BIGINT NOT NULL COMMENT 'rows in the blocks of prepared_rows',
  sum_shift INT NOT NULL COMMENT 'signed sums of row scores fit 64 bits after a right shift by it',
  sweep ARRAY<STRUCT<ratio: DOUBLE, criterion: DOUBLE>> COMMENT 'dampings that were tried, as ratios to the mean eigenvalue; the lowest criterion won; null unless the damping is automatic'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Settings that models are prepared for'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'model_id,setting',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

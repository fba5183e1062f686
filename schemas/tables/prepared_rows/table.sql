-- Scoring rows, packed: the dot product with an inference is the score of a contribution. Rows of a block stand in the
-- order of their exponents, contributors and contributions; blocks hold contributions by contributor and id.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  fingerprint STRING NOT NULL COMMENT 'as in prepared_sketches',
  setting STRING NOT NULL COMMENT 'as in prepared_settings',
  block INT NOT NULL COMMENT 'number of the block, 0, 1, ...',
  dimension INT NOT NULL COMMENT 'K',
  rows INT NOT NULL COMMENT 'rows of the block, at most 4,096',
  q BINARY NOT NULL COMMENT 'rows x K signed bytes, row-major',
  exponents BINARY NOT NULL COMMENT 'scale exponent of each row, 32-bit little-endian, ascending; the lowest where the row is all zero',
  contributors BINARY NOT NULL COMMENT 'ordinal of each row''s contributor, 32-bit little-endian',
  contribution_ids ARRAY<STRING> NOT NULL COMMENT 'the contribution of each row'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Scoring rows'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'model_id,setting,block',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

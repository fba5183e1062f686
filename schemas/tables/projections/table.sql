-- How gradients became short vectors. Two vectors can be compared only when the same projection made them, so a sketch
-- names its projection by the hash of all that the projection is.
CREATE TABLE ${table} (
  projection_id STRING NOT NULL COMMENT 'of a gradient store: lower-case hex SHA-256 of the columns below, computed by ingest',
  generator STRING NOT NULL COMMENT 'what drew the matrix, e.g. bergson-2.5.1 normal, trak-rademacher, none',
  seed STRING COMMENT 'seed of the generator, as its tool writes it',
  scale DOUBLE COMMENT 'factor on the projected vector, e.g. 1/sqrt(dimension)',
  dtype STRING NOT NULL COMMENT 'element type of the projection, e.g. float32',
  dimension INT NOT NULL COMMENT 'length of the projected vector',
  blocks ARRAY<STRUCT<name: STRING, dimension: INT>> NOT NULL COMMENT 'layer blocks of the vector, in order; their dimensions add up to dimension',
  matrix_sha256 STRING COMMENT 'lower-case hex SHA-256 of the stored projection matrix, where there is one'
)
USING DELTA
COMMENT 'Projections of gradients'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'projection_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.projection_id_not_blank' = 'length(trim(projection_id)) > 0',
  'delta.constraints.generator_not_blank' = 'length(trim(generator)) > 0',
  'delta.constraints.dimension_positive' = 'dimension > 0',
  'delta.constraints.scale_finite' = 'scale IS NULL OR abs(scale) < double(''Infinity'')',
  'delta.constraints.blocks_fill_dimension' = 'NOT exists(blocks, b -> b.name IS NULL OR b.dimension IS NULL OR b.dimension < 1) AND aggregate(blocks, 0L, (sum, b) -> sum + b.dimension) = dimension',
  'delta.constraints.block_names_distinct' = 'size(array_distinct(transform(blocks, b -> b.name))) = size(blocks)',
  'delta.constraints.matrix_sha256_form' = 'matrix_sha256 IS NULL OR matrix_sha256 RLIKE ''^[0-9a-f]{64}$'''
)

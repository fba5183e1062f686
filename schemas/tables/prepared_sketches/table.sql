-- Training sketches as the numeric contract wants them: int8 with one power-of-two scale per row. All checkpoints of
-- a contribution stand side by side, each layer block brought to one scale: x = gradient x 2^-a, with a the block's
-- scale_exponent in prepared_models of a setting that has a damping. Curvature is made of these.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  fingerprint STRING NOT NULL COMMENT 'hash of the training sketches, who earns by them, and the algorithm version',
  datanet_id STRING NOT NULL COMMENT 'datanet of the example',
  contribution_id STRING NOT NULL COMMENT 'the example',
  contributor_id STRING NOT NULL COMMENT 'who submitted it',
  earns BOOLEAN NOT NULL COMMENT 'false: rejected afterwards, part of the curvature but not of the pay',
  accepted_at TIMESTAMP NOT NULL COMMENT 'when the datanet accepted it (UTC)',
  content_sha256 STRING NOT NULL COMMENT 'hash of its content',
  checkpoints ARRAY<STRING> NOT NULL COMMENT 'checkpoints that it has a sketch of, ascending; the others are zeros in q',
  loss_weights ARRAY<DOUBLE> NOT NULL COMMENT 'loss weight of each of the checkpoints; 1 where the trainer gave none',
  scale_exponent INT NOT NULL COMMENT 'x = q x 2^scale_exponent',
  q BINARY NOT NULL COMMENT 'K signed bytes: all checkpoints by name, their blocks in order'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Quantized training sketches'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'model_id,datanet_id,contribution_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

-- One preconditioner per model, setting, checkpoint and layer block, made once per training set. Ordered by checkpoint
-- and block, the rows of a model and setting are its layout: which dimensions of a scoring row stand for what.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  fingerprint STRING NOT NULL COMMENT 'as in prepared_sketches',
  setting STRING NOT NULL COMMENT 'what the policy asks for, as one text',
  checkpoint STRING NOT NULL COMMENT 'checkpoint',
  projection_id STRING COMMENT 'projection of its sketches; null where they name none',
  preconditioner_method STRING NOT NULL COMMENT 'e.g. gauss-newton',
  damping_rule STRING NOT NULL COMMENT 'as the policy says it, e.g. 1.0 x mean eigenvalue; none where the method has none',
  block INT NOT NULL COMMENT 'layer block, 0, 1, ...',
  block_name STRING COMMENT 'as the projection calls it; null where the sketch is one block',
  dimension INT NOT NULL COMMENT 'k: rows and columns of the block',
  scale_exponent INT NOT NULL COMMENT 'a: working coordinates are gradient x 2^-a',
  checkpoint_weight_ppm INT NOT NULL COMMENT 'weight of the checkpoint, parts per million',
  training_rows BIGINT NOT NULL COMMENT 'n: training examples in the curvature',
  mean_eigenvalue DOUBLE NOT NULL COMMENT 'trace of the curvature / k, in the coordinates of the gradients',
  damping DOUBLE NOT NULL COMMENT 'lambda, absolute, in the coordinates of the gradients; 0 where the method has none',
  preconditioner BINARY NOT NULL COMMENT 'in working coordinates: k x k row-major IEEE-754 doubles, little-endian; empty for the identity'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Preconditioners'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'model_id,setting,checkpoint,block',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

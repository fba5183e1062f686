-- One preconditioner per model, checkpoint and layer block, made once per training set and setting.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  fingerprint STRING NOT NULL COMMENT 'hash of the sketches, the training set, the method, the damping and the algorithm version',
  checkpoint STRING NOT NULL COMMENT 'checkpoint',
  block INT NOT NULL COMMENT 'layer block, 0, 1, ...',
  dimension INT NOT NULL COMMENT 'k: rows and columns of the block',
  training_rows BIGINT NOT NULL COMMENT 'n: training examples in the curvature',
  preconditioner_method STRING NOT NULL COMMENT 'e.g. gauss-newton',
  mean_eigenvalue DOUBLE NOT NULL COMMENT 'trace of the curvature / k',
  damping DOUBLE NOT NULL COMMENT 'lambda, absolute',
  preconditioner BINARY NOT NULL COMMENT 'k x k row-major IEEE-754 doubles, little-endian'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Preconditioners'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'model_id,checkpoint,block',
  'delta.enableDeletionVectors' = 'false',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

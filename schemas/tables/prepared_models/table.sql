-- One preconditioner per model, setting, checkpoint and layer block, made once per training set.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  fingerprint STRING NOT NULL COMMENT 'hash of the training sketches, who earns by them, and the algorithm version',
  checkpoint STRING NOT NULL COMMENT 'checkpoint',
  preconditioner_method STRING NOT NULL COMMENT 'e.g. gauss-newton',
  damping_rule STRING NOT NULL COMMENT 'as the policy says it, e.g. 1.0 x mean eigenvalue; none where the method has none',
  block INT NOT NULL COMMENT 'layer block, 0, 1, ...',
  dimension INT NOT NULL COMMENT 'k: rows and columns of the block',
  training_rows BIGINT NOT NULL COMMENT 'n: training examples in the curvature',
  mean_eigenvalue DOUBLE NOT NULL COMMENT 'trace of the curvature / k',
  damping DOUBLE NOT NULL COMMENT 'lambda, absolute; 0 where the method has none',
  preconditioner BINARY NOT NULL COMMENT 'k x k row-major IEEE-754 doubles, little-endian; empty for the identity'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Preconditioners'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'model_id,preconditioner_method,damping_rule,checkpoint,block',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

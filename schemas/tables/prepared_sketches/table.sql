-- Training sketches as the numeric contract wants them: int8 with one power-of-two scale per row.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  fingerprint STRING NOT NULL COMMENT 'as in prepared_models',
  checkpoint STRING NOT NULL COMMENT 'checkpoint',
  datanet_id STRING NOT NULL COMMENT 'datanet of the example',
  contribution_id STRING NOT NULL COMMENT 'the example',
  contributor_id STRING NOT NULL COMMENT 'who submitted it',
  earns BOOLEAN NOT NULL COMMENT 'false: rejected afterwards, part of the curvature but not of the pay',
  scale_exponent INT NOT NULL COMMENT 'value = q x 2^scale_exponent',
  q BINARY NOT NULL COMMENT 'k signed bytes'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Quantized training sketches'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'model_id,checkpoint,datanet_id,contribution_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

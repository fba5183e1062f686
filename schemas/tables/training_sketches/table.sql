-- Gradient (or other feature vector) of one training example at one checkpoint, as the trainer exports it.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  checkpoint STRING NOT NULL COMMENT 'checkpoint of the training run',
  datanet_id STRING NOT NULL COMMENT 'datanet of the example',
  contribution_id STRING NOT NULL COMMENT 'the example',
  gradient ARRAY<FLOAT> NOT NULL COMMENT 'loss gradient, possibly projected; one dimension for all rows of a model and checkpoint'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Training sketches'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'model_id,checkpoint,datanet_id,contribution_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.gradient_not_empty' = 'size(gradient) > 0',
  'delta.constraints.gradient_finite' = 'NOT exists(gradient, x -> x IS NULL OR isnan(x) OR abs(x) = float(''Infinity''))'
)

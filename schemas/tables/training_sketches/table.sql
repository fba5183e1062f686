-- Gradient (or other feature vector) of one training example at one checkpoint, as the trainer exports it. Vectors are
-- little-endian float32; ingest makes them from lists of numbers, binary columns and gradient stores. What must hold of a
-- vector is judged by ingest on the list of numbers (tributary.rules), since SQL can't look into the bytes.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  checkpoint STRING NOT NULL COMMENT 'checkpoint of the training run',
  datanet_id STRING NOT NULL COMMENT 'datanet of the example',
  contribution_id STRING NOT NULL COMMENT 'the example',
  gradient BINARY NOT NULL COMMENT 'loss gradient, possibly projected; one dimension for all rows of a model and checkpoint',
  loss_weight DOUBLE COMMENT 'factor of the example in every score, e.g. 1 - p of TRAK; null: 1',
  projection_id STRING COMMENT 'projection that the gradient went through; null: not known, or none'
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
  'delta.constraints.loss_weight_finite' = 'loss_weight IS NULL OR abs(loss_weight) < double(''Infinity'')',
  'tributary.rules.gradient_not_empty' = 'size(gradient) > 0',
  'tributary.rules.gradient_finite' = 'NOT exists(gradient, x -> x IS NULL OR isnan(x) OR abs(x) = float(''Infinity''))'
)

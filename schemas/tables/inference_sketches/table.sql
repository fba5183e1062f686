-- Gradients of served outputs that come apart from the log, e.g. from the query store of an attribution tool. Attribution
-- takes the sketches of both, so an inference is logged once and may get its gradients later.
CREATE TABLE ${table} (
  inference_id STRING NOT NULL COMMENT 'inference of inference_log',
  model_id STRING NOT NULL COMMENT 'model that answered',
  checkpoint STRING NOT NULL COMMENT 'checkpoint of the training run',
  gradient BINARY NOT NULL COMMENT 'loss gradient of the served output, little-endian float32 as in training_sketches',
  loss_weight DOUBLE COMMENT 'factor of the inference in every score; null: 1',
  projection_id STRING COMMENT 'projection that the gradient went through; null: not known, or none'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Sketches of inferences'
TBLPROPERTIES (
  'tributary.kind' = 'log',
  'tributary.key' = 'inference_id,checkpoint',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.inference_id_not_blank' = 'length(trim(inference_id)) > 0',
  'delta.constraints.loss_weight_finite' = 'loss_weight IS NULL OR abs(loss_weight) < double(''Infinity'')',
  'tributary.rules.gradient_not_empty' = 'size(gradient) > 0',
  'tributary.rules.gradient_finite' = 'NOT exists(gradient, x -> x IS NULL OR isnan(x) OR abs(x) = float(''Infinity''))'
)

-- The (datanet, version) pairs that a model was trained on.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  datanet_id STRING NOT NULL COMMENT 'datanet that it was trained on',
  datanet_version INT NOT NULL COMMENT 'version of the datanet that it was trained on',
  declared_weight_ppm INT NOT NULL COMMENT 'declared weight for the fallback method, parts per million'
)
USING DELTA
COMMENT 'Training sets of models'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'model_id,datanet_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.datanet_version_positive' = 'datanet_version >= 1',
  'delta.constraints.declared_weight_in_range' = 'declared_weight_ppm BETWEEN 0 AND 1000000'
)

-- Exact sums of the values of a log date, of which credibility is made.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date',
  model_id STRING NOT NULL COMMENT 'model',
  setting STRING NOT NULL COMMENT 'as in prepared_settings',
  contributor INT NOT NULL COMMENT 'ordinal in prepared_contributors',
  datanet_id STRING NOT NULL COMMENT 'datanet',
  contributor_id STRING NOT NULL COMMENT 'contributor',
  positive DECIMAL(38,0) NOT NULL COMMENT 'sum of the positive values, in units of 2^exponent',
  negative DECIMAL(38,0) NOT NULL COMMENT 'magnitude of the sum of the negative values, in units of 2^exponent',
  exponent INT NOT NULL COMMENT 'power of two: the reference unit of the model and setting',
  inferences BIGINT NOT NULL COMMENT 'inferences of the log date that were scored',
  fingerprint STRING NOT NULL COMMENT 'as in influence_values'
)
USING DELTA
PARTITIONED BY (log_date, model_id)
COMMENT 'Influence sums'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'log_date,model_id,datanet_id,contributor_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

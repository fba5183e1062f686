-- Exact sums of influence_values over the scored inferences of one log date and model: what credibility is made of. Values
-- are brought to one unit first, bits below it cut off toward zero, value by value.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date',
  model_id STRING NOT NULL COMMENT 'model',
  setting STRING NOT NULL COMMENT 'as in prepared_settings',
  ordinal INT NOT NULL COMMENT 'number of the contributor in prepared_contributors',
  datanet_id STRING NOT NULL COMMENT 'datanet',
  contributor_id STRING NOT NULL COMMENT 'contributor',
  positive DECIMAL(38,0) NOT NULL COMMENT 'sum of its positive values, in units of 2^exponent',
  negative DECIMAL(38,0) NOT NULL COMMENT 'magnitude of the sum of its negative values, in units of 2^exponent',
  exponent INT NOT NULL COMMENT 'power of two of positive and negative: reference_exponent + contributor_lowest_exponent - 16 of prepared_settings',
  inferences BIGINT NOT NULL COMMENT 'inferences of the partition that were scored',
  fingerprint STRING NOT NULL COMMENT 'as in influence_values'
)
USING DELTA
PARTITIONED BY (log_date, model_id)
COMMENT 'Influence of contributors on a day'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'datanet_id,contributor_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.sums_not_negative' = 'positive >= 0 AND negative >= 0'
)

-- How far a contributor's influence counts on a log date, and how sure its share is.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date whose shares it weighs',
  model_id STRING NOT NULL COMMENT 'model',
  datanet_id STRING NOT NULL COMMENT 'datanet',
  contributor_id STRING NOT NULL COMMENT 'contributor',
  window_from DATE NOT NULL COMMENT 'first log date of the window; the last is log_date',
  positive DECIMAL(38,0) NOT NULL COMMENT 'exact sum of its positive values over the window, in units of 2^exponent',
  negative DECIMAL(38,0) NOT NULL COMMENT 'magnitude of the exact sum of its negative values over the window, in units of 2^exponent',
  exponent INT NOT NULL COMMENT 'power of two of positive and negative',
  credibility BIGINT NOT NULL COMMENT 'parts per 1,000,000,000: max(0, 1 - kappa N / P), with N and P the sums over all datanets of the contributor in this model',
  inferences BIGINT NOT NULL COMMENT 'm: inferences of the log date that were scored',
  share_mean BIGINT NOT NULL COMMENT 'mean share of these inferences, parts per 1,000,000,000, before a flat share',
  share_standard_error BIGINT COMMENT 'standard error of that mean, parts per 1,000,000,000; null for one inference',
  flat BOOLEAN NOT NULL COMMENT 'whether the share is below the policy''s signal-to-noise floor, so that a flat share takes its place',
  fingerprint STRING NOT NULL COMMENT 'as in attribution'
)
USING DELTA
PARTITIONED BY (log_date, model_id)
COMMENT 'Credibility and confidence of contributors'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'log_date,model_id,datanet_id,contributor_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.credibility_in_range' = 'credibility BETWEEN 0 AND 1000000000',
  'delta.constraints.sums_not_negative' = 'positive >= 0 AND negative >= 0'
)

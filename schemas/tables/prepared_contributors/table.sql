-- One vector per contributor and datanet: the dot product with an inference is what the contributor is worth to it.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  fingerprint STRING NOT NULL COMMENT 'as in prepared_sketches',
  setting STRING NOT NULL COMMENT 'as in prepared_settings',
  ordinal INT NOT NULL COMMENT 'number of the contributor, 0, 1, ..., by datanet_id and contributor_id',
  datanet_id STRING NOT NULL COMMENT 'datanet',
  contributor_id STRING NOT NULL COMMENT 'contributor',
  contributions BIGINT NOT NULL COMMENT 'contributions that earn',
  leaders BIGINT NOT NULL COMMENT 'of these, contributions that speak for themselves or for a group',
  scale_exponent INT NOT NULL COMMENT 'vector = q x 2^scale_exponent; the lowest where q is all zero',
  q BINARY NOT NULL COMMENT 'K signed bytes'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Contributor vectors'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'model_id,setting,ordinal',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

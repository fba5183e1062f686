-- One row per version of a community dataset.
CREATE TABLE ${table} (
  datanet_id STRING NOT NULL COMMENT 'community dataset',
  datanet_version INT NOT NULL COMMENT '1, 2, 3, ... without gaps',
  released_date DATE NOT NULL COMMENT 'UTC date of the release',
  title STRING NOT NULL COMMENT 'for people',
  license STRING NOT NULL COMMENT 'SPDX identifier of the data',
  curator_id STRING COMMENT 'account that curates the datanet'
)
USING DELTA
COMMENT 'Versions of community datasets'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'datanet_id,datanet_version',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.datanet_id_not_blank' = 'length(trim(datanet_id)) > 0',
  'delta.constraints.curator_id_not_blank' = 'curator_id IS NULL OR length(trim(curator_id)) > 0',
  'delta.constraints.datanet_version_positive' = 'datanet_version >= 1'
)

-- Duplicates in the training sets of models: one row per contribution that another speaks for.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'model',
  fingerprint STRING NOT NULL COMMENT 'as in prepared_sketches',
  setting STRING NOT NULL COMMENT 'as in prepared_settings: duplicates are looked for by its rule, in its coordinates',
  datanet_id STRING NOT NULL COMMENT 'datanet of the contribution',
  datanet_version INT NOT NULL COMMENT 'version of the datanet that the model was trained on',
  contribution_id STRING NOT NULL COMMENT 'the duplicate',
  contributor_id STRING NOT NULL COMMENT 'who submitted it',
  leader_datanet_id STRING NOT NULL COMMENT 'datanet of the contribution that speaks for it: the same or another of the training set',
  leader_contribution_id STRING NOT NULL COMMENT 'the earliest accepted contribution of the group; it is nobody''s duplicate itself',
  leader_contributor_id STRING NOT NULL COMMENT 'who submitted that one',
  reason STRING NOT NULL COMMENT 'EXACT_DUPLICATE: the content is the leader''s; NEAR_DUPLICATE: its sketch points where the leader''s does',
  cosine_ppm INT COMMENT 'cosine with the leader''s sketch, parts per million, rounded down; null for EXACT_DUPLICATE'
)
USING DELTA
PARTITIONED BY (model_id)
COMMENT 'Duplicates among the contributions of a training set, and who speaks for them'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'model_id,setting,datanet_id,contribution_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.reason_known' = 'reason IN (''EXACT_DUPLICATE'', ''NEAR_DUPLICATE'')',
  'delta.constraints.cosine_in_range' = 'cosine_ppm IS NULL OR cosine_ppm BETWEEN 0 AND 1000000',
  'delta.constraints.leader_is_another' = 'leader_datanet_id <> datanet_id OR leader_contribution_id <> contribution_id'
)

-- Quality multipliers of contributions, where a policy applies them; a contribution without a row has 1,000,000.
CREATE TABLE ${table} (
  datanet_id STRING NOT NULL COMMENT 'datanet',
  contribution_id STRING NOT NULL COMMENT 'contribution',
  quality_ppm INT NOT NULL COMMENT 'what its contributor''s share is multiplied by, parts per million, 0 to 10,000,000'
)
USING DELTA
COMMENT 'Quality multipliers of contributions'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'datanet_id,contribution_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.contribution_id_not_blank' = 'length(trim(contribution_id)) > 0',
  'delta.constraints.quality_in_range' = 'quality_ppm BETWEEN 0 AND 10000000'
)

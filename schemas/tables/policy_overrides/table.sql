-- Who let the file of a policy be changed after log dates were settled under it, and why.
CREATE TABLE ${table} (
  policy_id STRING NOT NULL COMMENT 'policy that was settled under',
  effective_from DATE NOT NULL COMMENT 'first log date that it settled',
  settled_sha256 STRING NOT NULL COMMENT 'SHA-256 of the file that was settled under; none: another policy settled these dates',
  sha256 STRING NOT NULL COMMENT 'SHA-256 of the file that may take its place; none: it may be gone',
  approved_by STRING NOT NULL COMMENT 'who decided',
  reason STRING NOT NULL COMMENT 'why'
)
USING DELTA
COMMENT 'Overrides of settled policies'
TBLPROPERTIES (
  'tributary.kind' = 'append',
  'tributary.key' = 'policy_id,settled_sha256,sha256',
  'delta.appendOnly' = 'true',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days'
)

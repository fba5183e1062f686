-- Base models and adapters.
CREATE TABLE ${table} (
  model_id STRING NOT NULL COMMENT 'base model or adapter',
  base_model_id STRING COMMENT 'what an adapter sits on; null for a base model',
  developer_id STRING NOT NULL COMMENT 'account of the developer',
  title STRING NOT NULL COMMENT 'for people',
  trained_date DATE NOT NULL COMMENT 'UTC date of the training run'
)
USING DELTA
COMMENT 'Base models and adapters'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'model_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.model_id_not_blank' = 'length(trim(model_id)) > 0',
  'delta.constraints.base_model_id_not_blank' = 'base_model_id IS NULL OR length(trim(base_model_id)) > 0',
  'delta.constraints.developer_id_not_blank' = 'length(trim(developer_id)) > 0',
  'delta.constraints.not_its_own_base' = 'base_model_id IS NULL OR base_model_id != model_id'
)

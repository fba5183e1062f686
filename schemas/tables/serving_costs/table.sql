-- What serving a model cost and brought in, by log date, node, base model and adapter.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date of the inferences',
  node_id STRING NOT NULL COMMENT 'account of the GPU node',
  base_model_id STRING NOT NULL COMMENT 'base model at the end of the chain; the model itself where the chain is broken',
  model_id STRING NOT NULL COMMENT 'model that answered: an adapter, or the base model itself',
  token_id STRING NOT NULL COMMENT 'token of the fees',
  inferences BIGINT NOT NULL COMMENT 'inferences',
  gpu_ms DECIMAL(38,0) NOT NULL COMMENT 'GPU time, milliseconds; parts of batches where they were served in batches',
  tokens BIGINT NOT NULL COMMENT 'tokens of prompts and outputs, as far as they were logged',
  fee DECIMAL(38,0) NOT NULL COMMENT 'fees, base units',
  infrastructure DECIMAL(38,0) NOT NULL COMMENT 'what the node earned of them: rate x GPU time, capped, base units',
  margin DECIMAL(38,0) NOT NULL COMMENT 'fee - infrastructure: what the others share, base units'
)
USING DELTA
PARTITIONED BY (log_date)
COMMENT 'Cost of serving'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'log_date,node_id,base_model_id,model_id,token_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.infrastructure_within_fee' = 'infrastructure BETWEEN 0 AND fee',
  'delta.constraints.margin_is_the_rest' = 'margin = fee - infrastructure'
)

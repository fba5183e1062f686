-- What the shares of method span rest on: one row per part of a span and claim to it that earns. The part stands word for
-- word in the contribution, from contribution_start on. The weights of an inference and contributor sum to the weight in
-- text_shares.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date of the inference',
  model_id STRING NOT NULL COMMENT 'model',
  inference_id STRING NOT NULL COMMENT 'inference',
  output_start INT NOT NULL COMMENT 'first token of the part in the output, from 0',
  tokens INT NOT NULL COMMENT 'length of the part',
  occurrences BIGINT NOT NULL COMMENT 'how often the whole span stands in the contributions of the model''s training set',
  datanet_id STRING NOT NULL COMMENT 'datanet of the contribution',
  contributor_id STRING NOT NULL COMMENT 'who has the claim',
  contribution_id STRING NOT NULL COMMENT 'a contribution in the training set that holds the part: the contributor''s earliest accepted one to hold some run of seed-tokens over its tokens, or all of the span',
  contribution_start INT NOT NULL COMMENT 'first token of the part in the contribution, from 0',
  datanet_version INT NOT NULL COMMENT 'version of the datanet that the model was trained on',
  claimed_at TIMESTAMP NOT NULL COMMENT 'acceptance of the contributor''s first contribution that held the run or span, also of one that was removed since: the earliest claim has priority',
  weight BIGINT NOT NULL COMMENT 'what the claim earns of the part''s weight, in units of 2^-16 bits',
  fingerprint STRING NOT NULL COMMENT 'hash of all inputs of this (log_date, model_id) partition'
)
USING DELTA
PARTITIONED BY (log_date, model_id)
COMMENT 'Evidence of method span'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'inference_id,output_start,datanet_id,contributor_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.span_not_empty' = 'output_start >= 0 AND tokens > 0 AND contribution_start >= 0',
  'delta.constraints.weight_positive' = 'weight > 0'
)

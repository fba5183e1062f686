-- What methods that look at text have to say: shares of one inference and method sum to 1,000,000,000.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date of the inference',
  model_id STRING NOT NULL COMMENT 'model',
  inference_id STRING NOT NULL COMMENT 'inference',
  method STRING NOT NULL COMMENT 'span or lexical',
  datanet_id STRING COMMENT 'datanet; null on an unattributed row',
  contributor_id STRING COMMENT 'contributor; null on an unattributed row',
  share BIGINT NOT NULL COMMENT 'parts per 1,000,000,000 of the inference, for this method, by largest remainder of the weights',
  weight BIGINT NOT NULL COMMENT 'weight, in units of 2^-16 bits of information: the weights of an inference sum to what its output''s tokens tell; for method lexical, the terms that are looked for and those that nobody has',
  reason_code STRING COMMENT 'why a share is unattributed: NO_TOKENS, TOKENIZER_MISMATCH, NO_MATCH, NO_SPAN, PROMPT_ECHO, COMMON_TEXT; else null',
  background_sha256 STRING COMMENT 'content hash of the background; null where there is none',
  fingerprint STRING NOT NULL COMMENT 'hash of all inputs of this (log_date, model_id, method) partition'
)
USING DELTA
PARTITIONED BY (log_date, model_id, method)
COMMENT 'Shares by text'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'inference_id,method,datanet_id,contributor_id,reason_code',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.share_in_range' = 'share BETWEEN 0 AND 1000000000',
  'delta.constraints.weight_not_negative' = 'weight >= 0',
  'delta.constraints.unattributed_has_reason' = '(contributor_id IS NULL) = (reason_code IS NOT NULL)'
)

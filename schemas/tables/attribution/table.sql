-- Who shaped an inference, and the evidence. Shares of one inference and method sum to 1,000,000,000.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date of the inference',
  model_id STRING NOT NULL COMMENT 'model',
  inference_id STRING NOT NULL COMMENT 'inference',
  method STRING NOT NULL COMMENT 'influence, span, lexical, retrieval or declared',
  method_weight_ppm INT NOT NULL COMMENT 'weight of the method in the policy''s blend; the weights of an inference sum to 1,000,000',
  datanet_id STRING COMMENT 'datanet; null on the unattributed row',
  contributor_id STRING COMMENT 'contributor; null on the unattributed row',
  share BIGINT NOT NULL COMMENT 'parts per 1,000,000,000 of the inference, for this method',
  value DECIMAL(38,0) COMMENT 'exact signed value in units of 2^value_exponent; null on the unattributed row',
  value_exponent INT COMMENT 'power of two of value',
  evidence ARRAY<STRUCT<contribution_id: STRING, score: DECIMAL(38,0)>> COMMENT 'its contributions among the strongest of the inference, by |score| and id; exact scores in units of 2^score_exponent',
  score_exponent INT COMMENT 'power of two of the scores in evidence',
  row_positive DECIMAL(38,0) COMMENT 'sum of the positive scores of all its contributions, in units of 2^sum_exponent: a contribution''s part of the share is its positive score over this',
  row_negative DECIMAL(38,0) COMMENT 'magnitude of the sum of the negative scores of all its contributions, in units of 2^sum_exponent',
  sum_exponent INT COMMENT 'power of two of row_positive and row_negative',
  share_standard_error BIGINT COMMENT 'standard error of the contributor''s mean share of the log date, parts per 1,000,000,000 (table credibility); null where the method has none',
  reason_code STRING COMMENT 'why a share is unattributed: DECLARED, NO_RETRIEVAL, UNKNOWN_CONTRIBUTION, NO_SKETCH, SKETCH_MISFIT, NO_TRAINING_SET, NO_POSITIVE_VALUE, NO_CREDIBLE_VALUE, NO_TOKENS, TOKENIZER_MISMATCH, NO_MATCH, NO_SPAN, PROMPT_ECHO, COMMON_TEXT; FLAT_SHARE: a contributor''s share that a flat share took the place of; else null',
  fingerprint STRING NOT NULL COMMENT 'hash of all inputs of this (log_date, model_id) partition'
)
USING DELTA
PARTITIONED BY (log_date, model_id)
COMMENT 'Attribution'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'inference_id,method,datanet_id,contributor_id,reason_code',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.share_in_range' = 'share BETWEEN 0 AND 1000000000',
  'delta.constraints.weight_in_range' = 'method_weight_ppm BETWEEN 0 AND 1000000',
  'delta.constraints.unattributed_has_reason' = 'contributor_id IS NOT NULL OR reason_code IS NOT NULL'
)

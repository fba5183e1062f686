-- One row per model call. Gradients are little-endian float32; what must hold of their numbers is judged by ingest
-- (tributary.rules) on the lists that landing files have.
CREATE TABLE ${table} (
  inference_id STRING NOT NULL COMMENT 'unique over all time',
  log_date DATE NOT NULL COMMENT 'UTC date of served_at; computed by ingest, absent from landing files',
  served_at TIMESTAMP NOT NULL COMMENT 'when the call was answered (UTC)',
  model_id STRING NOT NULL COMMENT 'model that answered',
  caller_id STRING NOT NULL COMMENT 'account that paid',
  node_id STRING NOT NULL COMMENT 'account of the GPU node that served it',
  gpu_ms BIGINT NOT NULL COMMENT 'metered GPU time, milliseconds',
  token_id STRING NOT NULL COMMENT 'token of the fee, as the policy names it',
  fee DECIMAL(38,0) NOT NULL COMMENT 'fee in base units of the token',
  tokenizer_id STRING COMMENT 'identity of the vocabulary of the tokens below',
  prompt_tokens ARRAY<INT> COMMENT 'prompt as token ids',
  output_tokens ARRAY<INT> COMMENT 'output as token ids',
  sketches ARRAY<STRUCT<checkpoint: STRING, gradient: BINARY, loss_weight: DOUBLE, projection_id: STRING>> COMMENT 'gradient of the served output at each checkpoint; loss_weight and projection_id as in training_sketches',
  retrievals ARRAY<STRUCT<datanet_id: STRING, contribution_id: STRING, weight_ppm: INT>> COMMENT 'contributions that a retriever put into the prompt',
  agent_run_id STRING COMMENT 'agent run that this call says it is a step of: it is one where the run''s agent or owner is the caller, and it was served between the run''s start and end'
)
USING DELTA
PARTITIONED BY (log_date)
COMMENT 'Inference log'
TBLPROPERTIES (
  'tributary.kind' = 'log',
  'tributary.key' = 'inference_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.inference_id_not_blank' = 'length(trim(inference_id)) > 0',
  'delta.constraints.model_id_not_blank' = 'length(trim(model_id)) > 0',
  'delta.constraints.caller_id_not_blank' = 'length(trim(caller_id)) > 0',
  'delta.constraints.node_id_not_blank' = 'length(trim(node_id)) > 0',
  'delta.constraints.token_id_not_blank' = 'length(trim(token_id)) > 0',
  'delta.constraints.agent_run_id_not_blank' = 'agent_run_id IS NULL OR length(trim(agent_run_id)) > 0',
  'delta.constraints.gpu_ms_not_negative' = 'gpu_ms >= 0',
  'delta.constraints.fee_not_negative' = 'fee >= 0',
  'delta.constraints.tokens_not_negative' = '(prompt_tokens IS NULL OR NOT exists(prompt_tokens, t -> t IS NULL OR t < 0)) AND (output_tokens IS NULL OR NOT exists(output_tokens, t -> t IS NULL OR t < 0))',
  'delta.constraints.tokens_have_tokenizer' = '(output_tokens IS NULL AND prompt_tokens IS NULL) OR tokenizer_id IS NOT NULL',
  'tributary.rules.sketch_finite' = 'sketches IS NULL OR NOT exists(sketches, s -> s.checkpoint IS NULL OR s.gradient IS NULL OR size(s.gradient) = 0 OR exists(s.gradient, x -> x IS NULL OR isnan(x) OR abs(x) = float(''Infinity'')))',
  'delta.constraints.sketch_loss_weight_finite' = 'sketches IS NULL OR NOT exists(sketches, s -> s.loss_weight IS NOT NULL AND NOT abs(s.loss_weight) < double(''Infinity''))',
  'delta.constraints.sketch_checkpoints_distinct' = 'sketches IS NULL OR size(array_distinct(transform(sketches, s -> s.checkpoint))) = size(sketches)',
  'delta.constraints.retrieval_weights_in_range' = 'retrievals IS NULL OR NOT exists(retrievals, r -> r.contribution_id IS NULL OR r.datanet_id IS NULL OR r.weight_ppm IS NULL OR r.weight_ppm < 0 OR r.weight_ppm > 1000000)'
)

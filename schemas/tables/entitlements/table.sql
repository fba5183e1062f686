-- Every fee and reward, split: the amounts of one source sum to what came in.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date of the inference, or of the agent run',
  source_kind STRING NOT NULL COMMENT 'FEE (of an inference) or REWARD (of an agent run)',
  source_id STRING NOT NULL COMMENT 'inference_id or agent_run_id',
  inference_id STRING COMMENT 'inference that earned it; null when a reward is held or refunded whole',
  model_id STRING COMMENT 'model of the inference',
  token_id STRING NOT NULL COMMENT 'token',
  role STRING NOT NULL COMMENT 'PLATFORM, INFRASTRUCTURE, MODEL_DEVELOPER, ADAPTER_DEVELOPER, BASE_MODEL_DEVELOPER, DATANET_CURATOR, AGENT_OWNER, TREASURY, CONTRIBUTOR, UNATTRIBUTED, REFUND, DISPUTED',
  account STRING NOT NULL COMMENT 'ledger account: payee:<account_id>, payer:<account_id> or suspense:<name>',
  datanet_id STRING COMMENT 'datanet, for CONTRIBUTOR and DATANET_CURATOR',
  amount DECIMAL(38,0) NOT NULL COMMENT 'base units of the token',
  share_standard_error BIGINT COMMENT 'how sure the share behind it is: standard error of the contributor''s mean share of the log date by influence, times the method''s weight, parts per 1,000,000,000; null where there is none',
  reason_code STRING COMMENT 'why it went where it went, where that needs a reason',
  policy_id STRING NOT NULL COMMENT 'policy in force on the log date'
)
USING DELTA
PARTITIONED BY (log_date)
COMMENT 'Entitlements'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'source_kind,source_id,inference_id,role,account,datanet_id,reason_code',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.amount_not_negative' = 'amount >= 0'
)

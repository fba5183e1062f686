-- Log rows that count no more: test traffic, a mistyped token, a call that came again under another id. A log
-- row is never changed or deleted: from the first close date on nights compute as if it hadn't come, and post
-- the difference.
CREATE TABLE ${table} (
  table_name STRING NOT NULL COMMENT 'inference_log, agent_runs, serving_batches or fee_receipts',
  row_id STRING NOT NULL COMMENT 'the row''s inference_id, agent_run_id, batch_id or receipt_id',
  valid_from DATE NOT NULL COMMENT 'first close date that goes without the row',
  valid_until DATE COMMENT 'first close date that has the row again; null: open',
  reason STRING NOT NULL COMMENT 'for people',
  voided_by STRING NOT NULL COMMENT 'who decided'
)
USING DELTA
COMMENT 'Log rows that count no more'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'table_name,row_id,valid_from',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.table_known' = 'table_name IN (''inference_log'', ''agent_runs'', ''serving_batches'', ''fee_receipts'')',
  'delta.constraints.row_id_not_blank' = 'length(trim(row_id)) > 0',
  'delta.constraints.until_after_from' = 'valid_until IS NULL OR valid_until > valid_from',
  'delta.constraints.reason_not_blank' = 'length(trim(reason)) > 0',
  'delta.constraints.voided_by_not_blank' = 'length(trim(voided_by)) > 0'
)

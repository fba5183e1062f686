-- GPU time that several inferences shared: adapters on one base model are served in batches.
CREATE TABLE ${table} (
  batch_id STRING NOT NULL COMMENT 'unique over all time',
  log_date DATE NOT NULL COMMENT 'UTC date of ended_at; computed by ingest, absent from landing files',
  ended_at TIMESTAMP NOT NULL COMMENT 'when the batch was done (UTC)',
  gpu_ms BIGINT NOT NULL COMMENT 'metered GPU time of the whole batch, milliseconds; divided among its inferences by tokens of prompt and output',
  inference_ids ARRAY<STRING> NOT NULL COMMENT 'inferences of the batch; the parts of an inference that was in several are added, and its own gpu_ms doesn''t count'
)
USING DELTA
PARTITIONED BY (log_date)
COMMENT 'Batches of inferences that shared a GPU'
TBLPROPERTIES (
  'tributary.kind' = 'log',
  'tributary.key' = 'batch_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.batch_id_not_blank' = 'length(trim(batch_id)) > 0',
  'delta.constraints.gpu_ms_not_negative' = 'gpu_ms >= 0',
  'delta.constraints.inferences_named' = 'size(inference_ids) > 0 AND NOT exists(inference_ids, i -> i IS NULL) AND size(array_distinct(inference_ids)) = size(inference_ids)'
)

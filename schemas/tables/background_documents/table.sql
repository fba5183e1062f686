-- Text that no contributor has a hand in: what is frequent here is common, and earns little by spans.
CREATE TABLE ${table} (
  background_id STRING NOT NULL COMMENT 'the background, as a policy names it',
  document_id STRING NOT NULL COMMENT 'unique within the background',
  tokenizer_id STRING NOT NULL COMMENT 'identity of the vocabulary of tokens',
  tokens ARRAY<INT> NOT NULL COMMENT 'the document as token ids'
)
USING DELTA
COMMENT 'Background documents of span attribution'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'background_id,tokenizer_id,document_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.document_id_not_blank' = 'length(trim(document_id)) > 0',
  'delta.constraints.background_id_form' = 'background_id RLIKE ''^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$''',
  'delta.constraints.tokens_not_negative' = 'NOT exists(tokens, t -> t IS NULL OR t < 0)'
)

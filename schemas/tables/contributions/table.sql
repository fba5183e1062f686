-- One row per record (document or example) of a datanet.
CREATE TABLE ${table} (
  datanet_id STRING NOT NULL COMMENT 'community dataset',
  contribution_id STRING NOT NULL COMMENT 'unique within the datanet',
  contributor_id STRING NOT NULL COMMENT 'who submitted it',
  content_sha256 STRING NOT NULL COMMENT 'lower-case hex SHA-256 of the content, for exact duplicates',
  media_type STRING NOT NULL COMMENT 'IANA media type of the content',
  accepted_at TIMESTAMP NOT NULL COMMENT 'when the datanet accepted it (UTC); the earliest of equals has priority',
  added_in_version INT NOT NULL COMMENT 'first datanet version that holds it',
  removed_in_version INT COMMENT 'first datanet version that no longer holds it; null: still there',
  status STRING NOT NULL COMMENT 'ACCEPTED, or REJECTED: found wrong afterwards, earns nothing for any date',
  tokenizer_id STRING COMMENT 'identity of the vocabulary of tokens; null where there are none',
  tokens ARRAY<INT> COMMENT 'the content as token ids, for span attribution'
)
USING DELTA
COMMENT 'Records of datanets: a contribution belongs to version v when added_in_version <= v < removed_in_version'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'datanet_id,contribution_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.datanet_id_not_blank' = 'length(trim(datanet_id)) > 0',
  'delta.constraints.contribution_id_not_blank' = 'length(trim(contribution_id)) > 0',
  'delta.constraints.contributor_id_not_blank' = 'length(trim(contributor_id)) > 0',
  'delta.constraints.content_sha256_form' = 'content_sha256 RLIKE ''^[0-9a-f]{64}$''',
  'delta.constraints.added_in_version_positive' = 'added_in_version >= 1',
  'delta.constraints.removed_after_added' = 'removed_in_version IS NULL OR removed_in_version > added_in_version',
  'delta.constraints.status_known' = 'status IN (''ACCEPTED'', ''REJECTED'')',
  'delta.constraints.tokens_not_negative' = 'tokens IS NULL OR NOT exists(tokens, t -> t IS NULL OR t < 0)',
  'delta.constraints.tokens_have_tokenizer' = 'tokens IS NULL OR tokenizer_id IS NOT NULL'
)

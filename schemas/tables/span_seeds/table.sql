-- Where spans and claims can be found without reading every contribution: hashes of every run of k tokens.
CREATE TABLE ${table} (
  tokenizer_id STRING NOT NULL COMMENT 'identity of the vocabulary of the contribution',
  seed_tokens INT NOT NULL COMMENT 'k: tokens of a run',
  datanet_id STRING NOT NULL COMMENT 'datanet',
  contribution_id STRING NOT NULL COMMENT 'contribution',
  content_sha256 STRING NOT NULL COMMENT 'its content when it was hashed',
  tokens INT NOT NULL COMMENT 'how many tokens it had then',
  tokens_hash BIGINT NOT NULL COMMENT 'xxhash64 of all its tokens then: a contribution that changed is hashed again',
  seeds ARRAY<BIGINT> NOT NULL COMMENT 'xxhash64 of each distinct run; collisions cost time and nothing else, since what they find is matched token by token'
)
USING DELTA
PARTITIONED BY (tokenizer_id, seed_tokens)
COMMENT 'Seeds of contributions'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'tokenizer_id,seed_tokens,datanet_id,contribution_id,content_sha256,tokens,tokens_hash',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.runs_are_possible' = 'seed_tokens >= 1'
)

-- What the shares of method lexical rest on: one row per contribution that earns by an output, in the order in which they
-- earn. Each earns what it has of a term beyond what those before it had: occurrences / (occurrences + half_count / 65536)
-- of the term's information. The weights of an inference and contributor sum to the weight in text_shares.
CREATE TABLE ${table} (
  log_date DATE NOT NULL COMMENT 'log date of the inference',
  model_id STRING NOT NULL COMMENT 'model',
  inference_id STRING NOT NULL COMMENT 'inference',
  place INT NOT NULL COMMENT 'turn of the contribution, from 0',
  datanet_id STRING NOT NULL COMMENT 'datanet of the contribution',
  contributor_id STRING NOT NULL COMMENT 'who submitted it',
  contribution_id STRING NOT NULL COMMENT 'the contribution: its contributor''s best for the output',
  datanet_version INT NOT NULL COMMENT 'version of the datanet that the model was trained on',
  accepted_at TIMESTAMP NOT NULL COMMENT 'acceptance of the contribution: of near scores the earliest has the first turn',
  score BIGINT NOT NULL COMMENT 'BM25 score for the output, by the terms that are the contribution''s own, in units of 2^-16 bits',
  half_count BIGINT NOT NULL COMMENT 'occurrences at which a contribution of this length has half of a term, in units of 2^-16: k1 (1 - b + b length / mean length)',
  weight BIGINT NOT NULL COMMENT 'what it earns, in units of 2^-16 bits',
  terms ARRAY<STRUCT<token: INT, occurrences: INT, information: BIGINT, weight: BIGINT>> NOT NULL COMMENT 'terms by which it earns: how often it has the term of its own, what the term tells in the output, what it earns by it',
  fingerprint STRING NOT NULL COMMENT 'hash of all inputs of this (log_date, model_id) partition'
)
USING DELTA
PARTITIONED BY (log_date, model_id)
COMMENT 'Evidence of method lexical'
TBLPROPERTIES (
  'tributary.kind' = 'derived',
  'tributary.key' = 'inference_id,place',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.place_not_negative' = 'place >= 0',
  'delta.constraints.weight_positive' = 'weight > 0'
)

-- The contributions of each model's training set.
SELECT
  t.model_id,
  c.datanet_id,
  t.datanet_version,
  c.contribution_id,
  c.contributor_id,
  c.status = 'ACCEPTED' AS earns,
  c.accepted_at,
  c.content_sha256
FROM prepare_training_sets t
JOIN prepare_contributions c
  ON c.datanet_id = t.datanet_id
  AND c.added_in_version <= t.datanet_version
  AND (c.removed_in_version IS NULL OR t.datanet_version < c.removed_in_version)

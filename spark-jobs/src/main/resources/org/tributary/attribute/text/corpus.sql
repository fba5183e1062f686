-- The contributions that claims to text come from: those of the model's training set ("stands"), and those that were
-- removed before it, which give priority and nothing else. Of contributions with the same content only the earliest
-- accepted one claims ("claims"). What was rejected is as if it had never been.
WITH members AS (
  SELECT
    c.datanet_id,
    c.contribution_id,
    c.contributor_id,
    t.datanet_version,
    c.accepted_at,
    c.content_sha256,
    c.added_in_version <= t.datanet_version
      AND (c.removed_in_version IS NULL OR t.datanet_version < c.removed_in_version) AS stands,
    c.tokens
  FROM text_training_sets t
  JOIN text_contributions c
    ON c.datanet_id = t.datanet_id
  WHERE c.added_in_version <= t.datanet_version
),
repeated AS (
  SELECT content_sha256, min(struct(accepted_at, datanet_id, contribution_id)) AS first
  FROM members
  WHERE stands
  GROUP BY content_sha256
  HAVING count(*) > 1
)
SELECT /*+ BROADCAST(r) */
  m.datanet_id,
  m.contribution_id,
  m.contributor_id,
  m.datanet_version,
  m.accepted_at,
  m.stands,
  NOT m.stands
    OR r.first IS NULL
    OR (r.first.datanet_id = m.datanet_id AND r.first.contribution_id = m.contribution_id) AS claims,
  m.tokens
FROM members m
LEFT JOIN repeated r
  ON r.content_sha256 = m.content_sha256
WHERE m.tokens IS NOT NULL

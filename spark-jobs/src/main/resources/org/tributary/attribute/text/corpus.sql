-- The contributions that claims to text come from: those of the model's training set ("stands"), and those that were
-- removed before it, which give priority and nothing else. Of contributions with the same content only one claims
-- ("claims"): the earliest that stands of the contributor who had the content first, so that who removes a text and adds
-- it again stays ahead of who copied it. What was rejected is as if it had never been.
-- Which contents are the same is asked of the facts, so that tokens are read once, where they are wanted.
WITH members AS (
  SELECT
    datanet_id,
    contribution_id,
    contributor_id,
    accepted_at,
    content_sha256,
    tokens_sha256,
    removed_in_version IS NULL OR datanet_version < removed_in_version AS stands
  FROM text_facts
  WHERE added_in_version <= datanet_version
),
holders AS (
  SELECT
    content_sha256,
    tokens_sha256,
    contributor_id,
    min(accepted_at) AS first_at,
    min(IF(stands, struct(accepted_at, datanet_id, contribution_id), NULL)) AS standing,
    count_if(stands) AS standing_copies
  FROM members
  GROUP BY content_sha256, tokens_sha256, contributor_id
),
repeated AS (
  SELECT content_sha256, tokens_sha256, min(struct(first_at, standing)).standing AS first
  FROM holders
  WHERE standing IS NOT NULL
  GROUP BY content_sha256, tokens_sha256
  HAVING sum(standing_copies) > 1
),
copies AS (
  SELECT /*+ BROADCAST(r) */
    m.datanet_id,
    m.contribution_id,
    true AS copy
  FROM members m
  JOIN repeated r
    ON r.content_sha256 = m.content_sha256
    AND r.tokens_sha256 = m.tokens_sha256
  WHERE m.stands
    AND NOT (r.first.datanet_id = m.datanet_id AND r.first.contribution_id = m.contribution_id)
)
SELECT /*+ BROADCAST(p) */
  c.datanet_id,
  c.contribution_id,
  c.contributor_id,
  c.datanet_version,
  c.accepted_at,
  c.removed_in_version IS NULL OR c.datanet_version < c.removed_in_version AS stands,
  p.copy IS NULL AS claims,
  c.tokens
FROM text_contributions c
LEFT JOIN copies p
  ON p.datanet_id = c.datanet_id
  AND p.contribution_id = c.contribution_id
WHERE c.added_in_version <= c.datanet_version

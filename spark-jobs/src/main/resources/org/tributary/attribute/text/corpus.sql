-- The contributions that claims to text come from: those of the model's training set ("stands"), and those that were
-- removed before it, which give priority and nothing else. Of contributions with the same content only one claims
-- ("claims"): the earliest that stands of the contributor who had the content first, so that who removes a text and adds
-- it again stays ahead of who copied it. What was rejected is as if it had never been.
WITH members AS (
  SELECT
    datanet_id,
    contribution_id,
    contributor_id,
    datanet_version,
    accepted_at,
    content_sha256,
    xxhash64(tokens) AS tokens_hash,
    removed_in_version IS NULL OR datanet_version < removed_in_version AS stands,
    tokens
  FROM text_contributions
  WHERE added_in_version <= datanet_version
),
holders AS (
  SELECT
    content_sha256,
    tokens_hash,
    contributor_id,
    min(accepted_at) AS first_at,
    min(IF(stands, struct(accepted_at, datanet_id, contribution_id), NULL)) AS standing,
    count_if(stands) AS standing_copies
  FROM members
  GROUP BY content_sha256, tokens_hash, contributor_id
),
repeated AS (
  SELECT content_sha256, tokens_hash, min(struct(first_at, standing)).standing AS first
  FROM holders
  WHERE standing IS NOT NULL
  GROUP BY content_sha256, tokens_hash
  HAVING sum(standing_copies) > 1
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
  AND r.tokens_hash = m.tokens_hash
WHERE m.tokens IS NOT NULL

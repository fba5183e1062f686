-- Every contribution, with the first accepted one that has its content and was accepted before it; null where there is none.
WITH firsts AS (
  SELECT
    content_sha256,
    min(struct(accepted_at, datanet_id, contribution_id, contributor_id)) FILTER (WHERE earns) AS first
  FROM groups_rows
  GROUP BY content_sha256
)
SELECT
  r.datanet_id,
  r.contribution_id,
  r.contributor_id,
  r.accepted_at,
  r.earns,
  r.q,
  CASE
    WHEN f.first < struct(r.accepted_at, r.datanet_id, r.contribution_id, r.contributor_id) THEN f.first
  END AS original
FROM groups_rows r
JOIN firsts f USING (content_sha256)

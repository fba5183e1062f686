-- All duplicates: a copy goes where the first with its content went.
SELECT
  c.datanet_id,
  c.contribution_id,
  c.contributor_id,
  coalesce(n.leader_datanet_id, c.original.datanet_id) AS leader_datanet_id,
  coalesce(n.leader_contribution_id, c.original.contribution_id) AS leader_contribution_id,
  coalesce(n.leader_contributor_id, c.original.contributor_id) AS leader_contributor_id,
  CASE WHEN n.cosine_ppm IS NULL THEN 'EXACT_DUPLICATE' ELSE 'NEAR_DUPLICATE' END AS reason,
  n.cosine_ppm
FROM groups_contents c
LEFT JOIN groups_near n
  ON n.datanet_id = coalesce(c.original.datanet_id, c.datanet_id)
  AND n.contribution_id = coalesce(c.original.contribution_id, c.contribution_id)
WHERE c.original IS NOT NULL OR n.cosine_ppm IS NOT NULL

-- Each row that follows a leader, with the earliest leader that any of its buckets found.
WITH earliest AS (
  SELECT rank, min(struct(leader_rank, cosine_ppm)) AS leader FROM groups_followers GROUP BY rank
)
SELECT
  m.datanet_id,
  m.contribution_id,
  l.datanet_id AS leader_datanet_id,
  l.contribution_id AS leader_contribution_id,
  l.contributor_id AS leader_contributor_id,
  e.leader.cosine_ppm
FROM earliest e
JOIN groups_ranked m ON m.rank = e.rank
JOIN groups_ranked l ON l.rank = e.leader.leader_rank

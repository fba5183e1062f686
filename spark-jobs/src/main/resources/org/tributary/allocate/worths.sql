-- Accepted contributions by contributor, date of acceptance and quality: of the datanet versions that models were
-- trained on, and of whole datanets (version 0) for what is attributed beyond a training set.
SELECT v.datanet_id,
       v.datanet_version,
       c.contributor_id,
       CAST(c.accepted_at AS DATE) AS accepted_date,
       COALESCE(q.quality_ppm, 1000000) AS quality_ppm,
       COUNT(*) AS contributions
FROM (SELECT DISTINCT datanet_id, datanet_version FROM allocate_model_training_sets
      UNION
      SELECT DISTINCT datanet_id, 0 FROM allocate_contributions) v
JOIN allocate_contributions c
  ON c.datanet_id = v.datanet_id
 AND (v.datanet_version = 0
      OR (c.added_in_version <= v.datanet_version
          AND (c.removed_in_version IS NULL OR v.datanet_version < c.removed_in_version)))
LEFT JOIN allocate_contribution_quality q
  ON q.datanet_id = c.datanet_id AND q.contribution_id = c.contribution_id
WHERE c.status = 'ACCEPTED'
GROUP BY 1, 2, 3, 4, 5

-- Contributors of the datanet versions that models were trained on, by number of accepted contributions. A
-- content counts once in a version, for its earliest contribution: whoever copies isn't declared again.
SELECT datanet_id, datanet_version, contributor_id, COUNT(*) AS contributions
FROM (
  SELECT t.datanet_id, t.datanet_version, c.contributor_id,
         ROW_NUMBER() OVER (
           PARTITION BY t.datanet_id, t.datanet_version, c.content_sha256
           ORDER BY c.accepted_at, c.contribution_id) AS claim
  FROM (SELECT DISTINCT datanet_id, datanet_version FROM allocate_model_training_sets) t
  JOIN allocate_contributions c
    ON c.datanet_id = t.datanet_id
   AND c.added_in_version <= t.datanet_version
   AND (c.removed_in_version IS NULL OR t.datanet_version < c.removed_in_version)
  WHERE c.status = 'ACCEPTED')
WHERE claim = 1
GROUP BY datanet_id, datanet_version, contributor_id

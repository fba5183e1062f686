-- Who has accepted contributions in the training set of a model, how many, and how many of them without a sketch.
WITH members AS (
  SELECT DISTINCT t.model_id, c.datanet_id, c.contribution_id, c.contributor_id
  FROM ${model_training_sets} t
  JOIN ${contributions} c
    ON c.datanet_id = t.datanet_id
    AND c.added_in_version <= t.datanet_version
    AND (c.removed_in_version IS NULL OR t.datanet_version < c.removed_in_version)
    AND c.status = 'ACCEPTED'
),
sketched AS (
  SELECT DISTINCT model_id, datanet_id, contribution_id FROM ${training_sketches}
)
SELECT
  m.model_id,
  m.contributor_id,
  count(*) AS contributions,
  count_if(s.contribution_id IS NULL) AS without_sketch
FROM members m
LEFT JOIN sketched s
  ON s.model_id = m.model_id AND s.datanet_id = m.datanet_id AND s.contribution_id = m.contribution_id
GROUP BY m.model_id, m.contributor_id
ORDER BY m.model_id, m.contributor_id

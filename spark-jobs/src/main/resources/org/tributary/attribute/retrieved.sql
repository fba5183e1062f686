-- What was retrieved for each inference, by contribution: those that are accepted have a contributor.
SELECT
  a.log_date,
  a.model_id,
  a.inference_id,
  a.datanet_id,
  a.contribution_id,
  c.contributor_id,
  a.weight
FROM (
  SELECT
    log_date,
    model_id,
    inference_id,
    retrieval.datanet_id,
    retrieval.contribution_id,
    sum(CAST(retrieval.weight_ppm AS BIGINT)) AS weight
  FROM (SELECT log_date, model_id, inference_id, explode(retrievals) AS retrieval FROM retrieval_log)
  GROUP BY log_date, model_id, inference_id, retrieval.datanet_id, retrieval.contribution_id
) a
LEFT JOIN retrieval_contributions c
  ON c.datanet_id = a.datanet_id
  AND c.contribution_id = a.contribution_id
WHERE a.weight > 0

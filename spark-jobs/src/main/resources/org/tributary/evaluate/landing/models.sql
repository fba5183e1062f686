-- What the log has of every model.
WITH sketched AS (
  SELECT DISTINCT model_id, inference_id FROM ${inference_sketches}
)
SELECT
  l.model_id,
  count(*) AS inferences,
  count_if(size(l.sketches) > 0 OR s.inference_id IS NOT NULL) AS sketched,
  CAST(min(l.log_date) AS STRING) AS first_date,
  CAST(max(l.log_date) AS STRING) AS last_date
FROM ${inference_log} l
LEFT JOIN sketched s ON s.model_id = l.model_id AND s.inference_id = l.inference_id
GROUP BY l.model_id
ORDER BY l.model_id

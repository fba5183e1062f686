-- The inferences of each (log date, model): how many, and a hash of their ids in ascending order, in two steps, so that
-- no task holds more than a 256th of them.
WITH ids AS (
  SELECT CAST(log_date AS STRING) AS log_date, model_id, sha2(inference_id, 256) AS id_hash
  FROM attribute_log
),
buckets AS (
  SELECT
    log_date,
    model_id,
    left(id_hash, 2) AS bucket,
    count(*) AS inferences,
    sha2(array_join(sort_array(collect_list(id_hash)), ''), 256) AS digest
  FROM ids
  GROUP BY log_date, model_id, left(id_hash, 2)
)
SELECT
  log_date,
  model_id,
  sum(inferences) AS inferences,
  sha2(array_join(transform(sort_array(collect_list(struct(bucket, digest))), each -> each.digest), ''), 256) AS digest
FROM buckets
GROUP BY log_date, model_id

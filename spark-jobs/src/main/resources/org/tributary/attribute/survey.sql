-- What attribute must know of each (log date, model) partition before it computes: one row each. The digest is a hash
-- of all row hashes in ascending order, in two steps, so that no task holds more than a 256th of them.
WITH buckets AS (
  SELECT
    log_date,
    model_id,
    left(row_hash, 2) AS bucket,
    count(*) AS inferences,
    min(problem) AS problem,
    sha2(array_join(sort_array(collect_list(row_hash)), ''), 256) AS digest
  FROM attribute_hashed_rows
  GROUP BY log_date, model_id, left(row_hash, 2)
)
SELECT
  log_date,
  model_id,
  sum(inferences) AS inferences,
  min(problem) AS problem,
  sha2(array_join(transform(sort_array(collect_list(struct(bucket, digest))), each -> each.digest), ''), 256) AS digest
FROM buckets
GROUP BY log_date, model_id

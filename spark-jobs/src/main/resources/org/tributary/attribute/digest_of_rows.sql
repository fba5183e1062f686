-- What a method must know of each (log date, model) partition before it computes: one row each. The digest is a hash of
-- all row hashes in ascending order, in two steps, so that no task holds more than a 256th of them. Buckets are text
-- because a GPU doesn't group by bytes; their order is the same.
WITH buckets AS (
  SELECT
    log_date,
    model_id,
    hex(substring(row_hash, 1, 1)) AS bucket,
    count(*) AS inferences,
    sha2(array_join(transform(sort_array(collect_list(row_hash)), each -> hex(each)), ''), 256) AS digest
  FROM hashed_rows
  GROUP BY log_date, model_id, hex(substring(row_hash, 1, 1))
)
SELECT
  CAST(log_date AS STRING) AS log_date,
  model_id,
  sum(inferences) AS inferences,
  sha2(array_join(transform(sort_array(collect_list(struct(bucket, digest))), each -> each.digest), ''), 256) AS digest
FROM buckets
GROUP BY log_date, model_id

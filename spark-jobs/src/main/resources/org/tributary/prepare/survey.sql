-- What prepare must know of each model and checkpoint before it computes: one row each. The digest is a hash of all
-- row hashes in ascending order, in two steps, so that no task holds more than a 256th of them. A stranger, which is
-- outside the model's training set, has no row hash: it is counted and named, and nothing else.
WITH buckets AS (
  SELECT
    model_id,
    checkpoint,
    left(row_hash, 2) AS bucket,
    count(row_hash) AS training_rows,
    min(dimension) AS smallest_dimension,
    max(dimension) AS largest_dimension,
    min(projection) AS first_projection,
    max(projection) AS last_projection,
    count(stranger) AS strangers,
    min(stranger) AS stranger,
    sha2(array_join(sort_array(collect_list(row_hash)), ''), 256) AS digest
  FROM prepare_hashed_rows
  GROUP BY model_id, checkpoint, left(row_hash, 2)
),
checkpoints AS (
  SELECT
    model_id,
    checkpoint,
    sum(training_rows) AS training_rows,
    min(smallest_dimension) AS smallest_dimension,
    max(largest_dimension) AS largest_dimension,
    min(first_projection) AS first_projection,
    max(last_projection) AS last_projection,
    sum(strangers) AS strangers,
    min(stranger) AS stranger,
    sha2(
      array_join(
        transform(
          sort_array(collect_list(CASE WHEN bucket IS NOT NULL THEN struct(bucket, digest) END)),
          each -> each.digest),
        ''),
      256) AS digest
  FROM buckets
  GROUP BY model_id, checkpoint
),
member_counts AS (
  SELECT model_id, count(*) AS members FROM prepare_members GROUP BY model_id
)
SELECT c.*, coalesce(m.members, 0) AS members
FROM checkpoints c
LEFT JOIN member_counts m USING (model_id)

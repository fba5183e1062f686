-- Inferences whose first file is that of a later date than the one they were served on.
WITH rows AS (
  SELECT
    inference_id,
    (served_at AT TIME ZONE 'UTC')::DATE AS log_date,
    regexp_extract(filename, '([0-9-]{10})\.digits', 1)::DATE AS file_date
  FROM read_parquet(${files}, filename = true)
  WHERE inference_id NOT LIKE '%bad%'
)
SELECT count(*)
FROM (SELECT 1 FROM rows GROUP BY inference_id HAVING min(file_date) > min(log_date))

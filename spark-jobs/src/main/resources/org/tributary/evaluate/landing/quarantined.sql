-- Rows that ingest didn't take, by table and reason, with the first of each.
SELECT
  table_name,
  reason_code,
  count(*) AS row_count,
  min_by(concat(landing_file, ':', row_number), struct(landing_file, row_number)) AS place,
  min_by(detail, struct(landing_file, row_number)) AS detail
FROM ${quarantine}
GROUP BY table_name, reason_code
ORDER BY table_name, reason_code

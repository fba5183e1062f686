-- Rows per table, log date and token, up to the close date.
SELECT 'inference_log' AS table_name, CAST(log_date AS STRING) AS log_date, token_id, count(*)
FROM ${inference_log}
WHERE log_date <= DATE '${close_date}'
GROUP BY log_date, token_id
UNION ALL
SELECT 'agent_runs' AS table_name, CAST(log_date AS STRING) AS log_date, token_id, count(*)
FROM ${agent_runs}
WHERE log_date <= DATE '${close_date}'
GROUP BY log_date, token_id
ORDER BY table_name, log_date, token_id

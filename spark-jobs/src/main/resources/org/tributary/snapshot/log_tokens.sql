-- Rows per table, log date and token, up to the close date; those that can't be settled apart, by why.
SELECT 'inference_log' AS table_name, CAST(log_date AS STRING) AS log_date, token_id,
       coalesce(why, '') AS why, count(*), count(agent_run_id)
FROM snapshot_inference_log
WHERE log_date <= DATE '${close_date}'
GROUP BY log_date, token_id, why
UNION ALL
SELECT 'agent_runs' AS table_name, CAST(log_date AS STRING) AS log_date, token_id,
       coalesce(why, '') AS why, count(*), 0
FROM snapshot_agent_runs
WHERE log_date <= DATE '${close_date}'
GROUP BY log_date, token_id, why
ORDER BY table_name, log_date, token_id, why

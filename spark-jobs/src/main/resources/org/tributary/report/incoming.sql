-- What came in, from the pinned logs themselves.
SELECT token_id, 'FEE' AS source_kind, log_date, COUNT(*) AS sources, SUM(fee) AS amount
FROM report_inference_log
GROUP BY token_id, log_date
UNION ALL
SELECT token_id, 'REWARD', log_date, COUNT(*), SUM(reward)
FROM report_agent_runs
GROUP BY token_id, log_date

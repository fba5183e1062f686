-- What this run changes on log dates that had postings already.
SELECT token_id,
       log_date,
       COUNT(DISTINCT account) AS accounts,
       SUM(GREATEST(amount, 0)) AS credited,
       SUM(LEAST(amount, 0)) AS debited
FROM report_lines
WHERE reason_code = 'RESTATED' AND role != 'REVENUE'
GROUP BY token_id, log_date
ORDER BY token_id, log_date

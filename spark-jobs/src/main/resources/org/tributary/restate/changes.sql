-- What a run would post, by log date and token. Revenue is the other side of it, and payouts follow in settle.
SELECT
  log_date,
  token_id,
  count(*) AS accounts,
  sum(IF(moved > 0, moved, CAST(0 AS DECIMAL(38, 0)))) AS up,
  sum(IF(moved < 0, -moved, CAST(0 AS DECIMAL(38, 0)))) AS down
FROM (
  SELECT log_date, token_id, account, sum(amount) AS moved
  FROM restated_entries
  WHERE role NOT IN ('REVENUE', 'PAYOUT', 'CAP')
  GROUP BY log_date, token_id, account
)
WHERE moved != 0
GROUP BY log_date, token_id
ORDER BY log_date, token_id

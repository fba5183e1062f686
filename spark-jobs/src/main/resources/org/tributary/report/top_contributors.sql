-- Who gets most from this run as a contributor, per token.
WITH contributors AS (
  SELECT token_id, account_id, SUM(amount) AS this_run, SUM(entitled) AS to_date
  FROM report_lines
  WHERE role = 'CONTRIBUTOR' AND account_id IS NOT NULL
  GROUP BY token_id, account_id
),
ranked AS (
  SELECT *,
         ROW_NUMBER() OVER (
           PARTITION BY token_id ORDER BY this_run DESC, to_date DESC, account_id) AS rank
  FROM contributors
)
SELECT token_id, account_id, this_run, to_date, rank
FROM ranked
ORDER BY token_id, rank

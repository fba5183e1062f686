-- The largest payers and payees of a token: of the fees to date, and of what the run pays.
WITH fees AS (
  SELECT token_id, 'fees' AS what, caller_id AS account_id, sum(fee) AS amount
  FROM safety_inference_log
  GROUP BY token_id, caller_id
),
pay AS (
  SELECT token_id, 'pay' AS what, account_id, paid AS amount
  FROM safety_statements
  WHERE run_id = '${run_id}'
),
ranked AS (
  SELECT
    *,
    sum(amount) OVER (PARTITION BY token_id, what) AS total,
    row_number() OVER (PARTITION BY token_id, what ORDER BY amount DESC, account_id) AS place
  FROM (SELECT * FROM fees UNION ALL SELECT * FROM pay)
)
SELECT token_id, what, account_id, amount, total
FROM ranked
WHERE place <= ${most}
ORDER BY token_id, what, place

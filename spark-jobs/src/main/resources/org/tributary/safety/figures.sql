-- What the run pays by token, and what the last published runs paid.
SELECT
  run_id,
  token_id,
  sum(paid) AS paid,
  sum(CASE WHEN paid = claimable THEN paid ELSE 0BD END) AS paid_to_new,
  sum(claimable - paid) AS claimable_before
FROM safety_statements
GROUP BY run_id, token_id

-- What stands on suspense accounts after what the run proposes.
SELECT account, token_id, exact_sums(amount)
FROM (
  SELECT account, token_id, amount FROM settle_posted
  UNION ALL
  SELECT account, token_id, amount FROM settle_proposed
)
WHERE startswith(account, 'suspense:')
GROUP BY account, token_id

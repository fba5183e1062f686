-- What contributors earned by log date and policy, and what caps moved so far: of that the log date is
-- the first date of the period.
SELECT
  policy_id,
  token_id,
  log_date,
  substring(account, length('payee:') + 1) AS account_id,
  account,
  sum(amount) AS earned,
  0BD AS moved,
  CAST(NULL AS STRING) AS transaction_id
FROM settle_entitlements
WHERE role = 'CONTRIBUTOR' AND startswith(account, 'payee:')
GROUP BY policy_id, token_id, log_date, account
UNION ALL
SELECT policy_id, token_id, log_date, NULL, account, 0BD, sum(amount), max_by(transaction_id, close_date)
FROM settle_posted
WHERE role = 'CAP'
GROUP BY policy_id, token_id, log_date, account

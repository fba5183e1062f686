-- What contributors earned by log date and policy, what of it is kept back for its own sake, whose whole
-- account is, and what caps moved so far: of that the log date is the first date of the period's part.
SELECT
  earned.policy_id,
  earned.token_id,
  earned.log_date,
  earned.account,
  earned.amount AS earned,
  0BD AS disputed,
  shut.account_id IS NOT NULL AS is_shut,
  0BD AS moved,
  false AS is_moved,
  CAST(NULL AS STRING) AS transaction_id
FROM (
  SELECT
    policy_id,
    token_id,
    log_date,
    account,
    substring(account, length('payee:') + 1) AS account_id,
    sum(amount) AS amount
  FROM settle_entitlements
  WHERE role = 'CONTRIBUTOR' AND startswith(account, 'payee:')
  GROUP BY policy_id, token_id, log_date, account
) earned
LEFT JOIN settle_shut shut
  ON shut.account_id = earned.account_id
  AND (shut.token_id IS NULL OR shut.token_id = earned.token_id)
UNION ALL
SELECT
  policy_id,
  token_id,
  log_date,
  concat('payee:', account_id),
  0BD,
  sum(amount),
  false,
  0BD,
  false,
  NULL
FROM settle_disputed
WHERE role = 'CONTRIBUTOR'
GROUP BY policy_id, token_id, log_date, account_id
UNION ALL
SELECT policy_id, token_id, log_date, account, 0BD, 0BD, false, amount, true, transaction_id
FROM settle_posted
WHERE role = 'CAP'
